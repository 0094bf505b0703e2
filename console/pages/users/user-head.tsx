import { Group, Text } from '@mantine/core'
import type { UserView } from '../../../contract/api/users.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { LeavingNotes } from '../leaving/leaving-notes.tsx'
import { CreatedCard } from './created-card.tsx'
import { useCreated } from './created-memory.ts'
import { UserActions } from './user-actions.tsx'

/** Who this is at a glance: what was just created, whether they are active, and what can be done with them. */
export function UserHead({ user }: { user: UserView }) {
  const { created, forget } = useCreated(user.id)
  return (
    <>
      {created && <CreatedCard written={created} onClose={forget} />}
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          {user.state === 'active' ? (
            <Text size="sm" c="dimmed" dir="auto">
              {[user.jobTitle, user.department, user.site.name].filter(Boolean).join(' · ')}
            </Text>
          ) : (
            <>
              <StateMark tone="off">{user.state === 'suspended' ? 'Suspended' : 'Deleted'}</StateMark>
              <Text size="sm" c="dimmed">
                {user.state === 'suspended'
                  ? 'Cannot sign in or call, except for help.'
                  : 'In the recycle bin for 30 days.'}
              </Text>
            </>
          )}
        </Group>
        <UserActions user={user} />
      </Group>
      <LeavingNotes user={user} />
    </>
  )
}
