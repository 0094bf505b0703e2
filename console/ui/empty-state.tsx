import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** Where nothing is yet: what belongs here, and the one next step. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" ta="center" gap="sm" py={56} px="md">
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={460}>
        {children}
      </Text>
      {action}
    </Stack>
  )
}
