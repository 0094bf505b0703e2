import { Button, type ButtonProps, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChangeSetView, UndoAnswer } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { tookBack } from '../../../contract/change-words.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { undoChangeSet } from '../../ui/toast.tsx'

/** What the question needs to know of a change set. */
type Undoable = Pick<ChangeSetView, 'id' | 'actor' | 'summary' | 'count'>

/** Undo, or of an undo Redo, with a look first at what it would take back and what it would leave alone. */
export function UndoButton({ changeSet, ...look }: { changeSet: Undoable } & ButtonProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const isRedo = changeSet.summary.startsWith(tookBack)
  const word = isRedo ? 'Redo' : 'Undo'
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        style={{ flexShrink: 0 }}
        {...look}
        onClick={open}
        aria-label={`${word}: ${changeSet.actor.name} ${changeSet.summary}`}
      >
        {word}
      </Button>
      <Modal opened={isOpen} onClose={close} title={isRedo ? 'Do this again?' : 'Take this back?'}>
        <UndoPreview changeSet={changeSet} close={close} />
      </Modal>
    </>
  )
}

const mostNotes = 8

function UndoPreview({ changeSet, close }: { changeSet: Undoable; close: () => void }) {
  const queryClient = useQueryClient()
  const preview = useQuery({
    queryKey: ['undo-preview', changeSet.id],
    queryFn: async ({ signal }) => {
      const query = { dryRun: 'true' }
      return UndoAnswer.parse(await call(endpoints.undoChangeSet, { params: { id: changeSet.id }, query, signal }))
    },
    retry: false,
    gcTime: 0,
  })
  const undo = () => {
    close()
    void undoChangeSet(queryClient, changeSet.id)
  }
  const { error } = preview
  const { data } = preview
  const isRedo = changeSet.summary.startsWith(tookBack)
  const notes = [...new Set(data ? [...data.conflicts, ...data.problems].map(({ message }) => message) : [])]
  const canUndo = data !== undefined && data.undone > 0
  return (
    <Stack>
      <Text size="sm">
        {changeSet.actor.name} {changeSet.summary}.
      </Text>
      <Text size="sm" role="status">
        {error
          ? sentenceOf(error)
          : data
            ? previewText(data.undone, changeSet.count, isRedo)
            : 'Looking what would happen …'}
      </Text>
      {notes.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={550}>
            Left alone:
          </Text>
          <List size="sm">
            {notes.slice(0, mostNotes).map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
          {notes.length > mostNotes && (
            <Text size="sm" c="dimmed">
              and {(notes.length - mostNotes).toLocaleString()} more
            </Text>
          )}
        </Stack>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {canUndo ? 'Leave it' : 'Close'}
        </Button>
        {canUndo && (
          <Button onClick={undo} data-autofocus>
            {isRedo ? 'Redo' : 'Undo'}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function previewText(undone: number, count: number, isRedo: boolean): string {
  if (undone === 0) return `Nothing of it can be ${isRedo ? 'done again' : 'taken back'} any more.`
  if (count <= 1) return isRedo ? 'What was taken back will be done again.' : 'It will be as it was before.'
  const amount = `${undone.toLocaleString()} of ${count.toLocaleString()} changes will be`
  return isRedo ? `${amount} done again.` : `${amount} taken back.`
}
