import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'

/** The head of every page: its name, how many there are, and what can be done. */
export function PageHeader({
  title,
  count,
  children,
}: {
  title: string
  count?: number | undefined
  children?: ReactNode
}) {
  useTitle(title)
  return (
    <Group justify="space-between" mb="md" gap="sm">
      <Group gap="xs" align="baseline">
        <Title order={1}>{title}</Title>
        {count !== undefined && (
          <Text c="dimmed" className="tabular" aria-label={`${count} in all`}>
            {count.toLocaleString()}
          </Text>
        )}
      </Group>
      <Group gap="xs">{children}</Group>
    </Group>
  )
}
