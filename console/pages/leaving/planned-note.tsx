import { Alert, Button, Group, Text } from '@mantine/core'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LeavingView } from '../../../contract/api/leaving.ts'
import { call } from '../../../web/api.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { timeOf } from './time-of.ts'

/** Says that somebody is to leave, or why that failed, with the way to take it back. */
export function PlannedNote({ leaving }: { leaving: LeavingView }) {
  const { user, at, failure, plannedBy } = leaving
  const stay = useChange(
    () => call(endpoints.cancelLeaving, { params: { id: user.id } }),
    ({ changeSetId }) => sayDone(`${user.name} stays.`, changeSetId),
  )
  return (
    <Alert
      icon={<Icon name={failure ? 'warning' : 'activity'} />}
      title={failure ? `Was to leave ${timeOf(at)}, and is still here` : `Leaves ${timeOf(at)}`}
      style={failure ? { borderColor: 'var(--offhook-attention)' } : undefined}
      role={failure ? 'alert' : undefined}
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm">{failure ?? `Planned by ${plannedBy}. It can be changed until then.`}</Text>
        <Button variant="default" size="xs" onClick={() => stay.mutate(undefined)} loading={stay.isPending}>
          {failure ? 'Forget the plan' : `${user.name.split(' ')[0]} stays`}
        </Button>
      </Group>
    </Alert>
  )
}
