import { Button, type ButtonProps, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChangeSetView, UndoAnswer } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { undoChangeSet } from '../../ui/toast.tsx'

/** What the question needs to know of a change set. */
type Undoable = Pick<ChangeSetView, 'id' | 'actor' | 'summary' | 'count'>

/** Undo, with a look first at what it would take back and what it would leave alone. */
export function UndoButton({ changeSet, ...look }: { changeSet: Undoable } & ButtonProps) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        style={{ flexShrink: 0 }}
        {...look}
        onClick={open}
        aria-label={`Undo: ${changeSet.actor.name} ${changeSet.summary}`}
      >
        Undo
      </Button>
      <Modal opened={isOpen} onClose={close} title="Take this back?">
        <UndoPreview changeSet={changeSet} close={close} />
      </Modal>
    </>
  )
}

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
  const { data, error } = preview
  const notes = data ? [...data.conflicts, ...data.problems].map(({ message }) => message) : []
  const canUndo = data !== undefined && data.undone > 0
  return (
    <Stack>
      <Text size="sm" dir="auto">
        {changeSet.actor.name} {changeSet.summary}.
      </Text>
      <Text size="sm" role="status">
        {error
          ? sentenceOf(error)
          : data
            ? previewText(data.undone, changeSet.count)
            : 'Looking what can be taken back …'}
      </Text>
      {notes.length > 0 && (
        <List size="sm">
          {[...new Set(notes)].slice(0, 8).map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {canUndo ? 'Leave it' : 'Close'}
        </Button>
        {canUndo && (
          <Button onClick={undo} data-autofocus>
            Undo
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function previewText(undone: number, count: number): string {
  if (undone === 0) return 'Nothing of it can be taken back any more.'
  if (count <= 1) return 'It will be as it was before.'
  return `${undone.toLocaleString()} of ${count.toLocaleString()} changes will be taken back.`
}
