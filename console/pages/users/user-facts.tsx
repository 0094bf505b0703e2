import { SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { UserView } from '../../../contract/api/users.ts'
import { Time } from '../../ui/time.tsx'

/** When the person was last here, and when they were last changed. */
export function UserFacts({ user }: { user: UserView }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
      <Fact label="Last sign-in">{user.lastSignInAt ? <Time at={user.lastSignInAt} /> : 'never'}</Fact>
      <Fact label="Created">
        <Time at={user.createdAt} />
      </Fact>
      <Fact label="Changed">
        <Time at={user.updatedAt} />
      </Fact>
    </SimpleGrid>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" className="tabular">
        {children}
      </Text>
    </div>
  )
}
