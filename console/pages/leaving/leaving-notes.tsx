import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { SuccessionView } from '../../../contract/api/leaving.ts'
import type { UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { PlannedNote } from './planned-note.tsx'
import { dayOf } from './time-of.ts'

/** On a person's page: that they are to leave, and whose calls they take or who takes theirs. */
export function LeavingNotes({ user }: { user: UserView }) {
  const { data: leavings } = useQuery(answerOf(endpoints.listLeavings, {}))
  const { data: successions } = useQuery(answerOf(endpoints.listSuccessions, { query: { userId: user.id } }))
  const leaving = leavings?.items.find((one) => one.user.id === user.id)
  const items = successions?.items ?? []
  if (!leaving && items.length === 0) return null
  return (
    <Stack gap="xs">
      {leaving && <PlannedNote leaving={leaving} />}
      {items.map((one) => (
        <SuccessionNote key={one.dialed} succession={one} isSuccessor={one.successor.id === user.id} />
      ))}
    </Stack>
  )
}

function SuccessionNote({ succession, isSuccessor }: { succession: SuccessionView; isSuccessor: boolean }) {
  const { dialed, display, leaver, successor, until } = succession
  const end = useChange(
    () => call(endpoints.endSuccession, { params: { dialed } }),
    ({ changeSetId }) => sayDone(`Calls to ${display} no longer ring ${successor.name}.`, changeSetId),
  )
  const whose = leaver.name ?? 'somebody who left'
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text size="sm">
        {isSuccessor
          ? `Takes calls to ${display} of ${whose} until ${dayOf(until)}.`
          : `Calls to ${display} ring ${successor.name} until ${dayOf(until)}.`}
      </Text>
      <Button
        variant="default"
        size="xs"
        style={{ flexShrink: 0 }}
        onClick={() => end.mutate(undefined)}
        loading={end.isPending}
      >
        End now
      </Button>
    </Group>
  )
}
