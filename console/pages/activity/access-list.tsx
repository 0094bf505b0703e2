import { Text } from '@mantine/core'
import { AccessKind, type AccessView } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { Column } from '../../table/data-table.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Time } from '../../ui/time.tsx'
import { accessTexts } from './change-text.ts'

const columns: readonly Column<AccessView>[] = [
  {
    key: 'what',
    label: 'What',
    cell: ({ kind, actor, about }) => (
      <Text span size="sm" data-row-link tabIndex={-1}>
        <bdi>{actor.name}</bdi> {AccessKind.safeParse(kind).success ? accessTexts[AccessKind.parse(kind)] : kind}
        {about && about !== actor.name ? `: ${about}` : ''}
      </Text>
    ),
  },
  { key: 'from', label: 'From', isShort: true, cell: ({ address }) => address },
  { key: 'when', label: 'When', cell: ({ at }) => <Time at={at} /> },
]

/** Who got in, who tried, who saw a secret and who took data out. Only to be read. */
export function AccessList() {
  const pages = usePages(endpoints.listAccessEvents, { limit: 50 })
  return (
    <ListTable
      label="Sign-ins and exports"
      columns={columns}
      pages={pages}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title="Nobody has signed in yet">
          Sign-ins, secrets that were shown and exports appear here.
        </EmptyState>
      }
    />
  )
}
