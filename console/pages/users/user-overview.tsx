import { Divider, SimpleGrid, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { UserView } from '../../../contract/api/users.ts'
import { Time } from '../../ui/time.tsx'
import { CreatedCard } from './created-card.tsx'
import { useCreated } from './created-memory.ts'
import { ReadinessList } from './readiness-list.tsx'
import { UserActions } from './user-actions.tsx'
import { UserMail } from './user-mail.tsx'

/** How a person stands at a glance: what was just created, readiness, and what can be done. */
export function UserOverview({ user }: { user: UserView }) {
  const { created, forget } = useCreated(user.id)
  return (
    <Stack gap="lg">
      {created && <CreatedCard written={created} onClose={forget} />}
      <ReadinessList user={user} />
      <Divider />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Fact label="Extension">{user.extension ?? '–'}</Fact>
        <Fact label="Numbers">{user.numbers.map(({ display }) => display).join(', ') || '–'}</Fact>
        <Fact label="Licence">{user.license?.name ?? '–'}</Fact>
        <Fact label="Site">{user.site.name}</Fact>
        <Fact label="Username">{user.username}</Fact>
        <Fact label="E-mail">{user.email}</Fact>
        <Fact label="Last sign-in">{user.lastSignInAt ? <Time at={user.lastSignInAt} /> : 'never'}</Fact>
        <Fact label="Changed">
          <Time at={user.updatedAt} />
        </Fact>
      </SimpleGrid>
      <UserMail user={user} />
      <Divider />
      <UserActions user={user} />
    </Stack>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" dir="auto" className="tabular" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  )
}
