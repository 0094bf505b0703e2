import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { RecycledUser, RestoreRow } from '../../../contract/api/leaving.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

interface PeopleDialogProps {
  people: readonly RecycledUser[]
  onDone: () => void
}

/** Brings people back, after saying what comes back and what is lost. */
export function RestoreDialog({ people, onDone }: PeopleDialogProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const userIds = people.map(({ id }) => id)
  const plan = useQuery({
    queryKey: ['plan', 'restore', userIds],
    queryFn: ({ signal }) => call(endpoints.restoreUsers, { body: { userIds }, query: { dryRun: 'true' }, signal }),
    enabled: isOpen,
    retry: false,
  })
  const restore = useChange(
    () => call(endpoints.restoreUsers, { body: { userIds } }),
    ({ changeSetId }) => {
      sayDone(whoIsBack(people), changeSetId)
      close()
      onDone()
    },
  )
  const isRefused = plan.data?.items.some(({ refusal }) => refusal !== null) ?? true
  return (
    <>
      <Button onClick={open}>Restore</Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={people.length === 1 ? `Restore ${people[0]?.name}?` : `Restore ${people.length} people?`}
      >
        <Stack>
          {plan.error && <Alert role="alert">{sentenceOf(plan.error)}</Alert>}
          {!plan.data && !plan.error && <Text size="sm">Asking what would come back …</Text>}
          <Stack
            gap="sm"
            mah={320}
            style={{ overflowY: 'auto' }}
            tabIndex={0}
            role="group"
            aria-label="What comes back"
          >
            {plan.data?.items.map((row) => (
              <Returning key={row.userId} row={row} isAlone={people.length === 1} />
            ))}
          </Stack>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              onClick={() => restore.mutate(undefined)}
              loading={restore.isPending}
              disabled={isRefused}
              data-autofocus
            >
              Restore
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

function Returning({ row, isAlone }: { row: RestoreRow; isAlone: boolean }) {
  return (
    <div>
      {!isAlone && (
        <Text size="sm" fw={550} dir="auto">
          {row.name}
        </Text>
      )}
      <Text size="sm">{row.refusal ?? row.sentence}</Text>
      {row.lost.map((sentence) => (
        <Text key={sentence} size="sm" c="dimmed">
          {sentence}
        </Text>
      ))}
    </div>
  )
}

function whoIsBack(people: readonly RecycledUser[]): string {
  return people.length === 1 ? `${people[0]?.name} is back.` : `${people.length} people are back.`
}
