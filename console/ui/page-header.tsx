import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'

/** The head of every page: its name, how many there are, and what can be done. */
export function PageHeader({
  title,
  count,
  isCountExact = true,
  children,
}: {
  title: string
  count?: number | undefined
  /** False: there are more than `count`. */
  isCountExact?: boolean | undefined
  children?: ReactNode
}) {
  useTitle(title)
  return (
    <Group justify="space-between" mb="md" gap="sm">
      <Group gap="xs" align="baseline">
        <Title order={1}>{title}</Title>
        {count !== undefined && (
          <Text c="dimmed" className="tabular" aria-label={isCountExact ? `${count} in all` : `More than ${count}`}>
            {count.toLocaleString()}
            {isCountExact ? '' : '+'}
          </Text>
        )}
      </Group>
      <Group gap="xs">{children}</Group>
    </Group>
  )
}
