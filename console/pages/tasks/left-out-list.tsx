import { Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { LeftOut, TaskResult } from '../../../contract/api/tasks.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../table/data-table.tsx'

const columns: readonly Column<LeftOut>[] = [
  {
    key: 'who',
    label: 'Who',
    cell: ({ entityId, label }) => (
      <Link to={paths.user} params={{ id: entityId }} dir="auto" data-row-link>
        {label}
      </Link>
    ),
  },
  { key: 'why', label: 'Why', cell: ({ message }) => message },
]

/** Who was left as they were, and why. */
export function LeftOutList({ result: { leftOut, leftOutCount } }: { result: TaskResult }) {
  if (leftOut.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={3} fz="md">
        Left out
      </Title>
      <DataTable
        label="Left out"
        columns={columns}
        rows={leftOut}
        rowKey={({ entityId, field }) => `${entityId} ${field}`}
      />
      {leftOutCount > leftOut.length && (
        <Text size="sm" c="dimmed">
          and {(leftOutCount - leftOut.length).toLocaleString()} more
        </Text>
      )}
    </Stack>
  )
}
