import { Button, Tabs } from '@mantine/core'
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ChangeSetView } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { urlOf } from '../../../web/api.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Time } from '../../ui/time.tsx'
import { AccessList } from './access-list.tsx'
import { ActivityFilters } from './activity-filters.tsx'
import { activitySearch, historyQuery } from './activity-search.ts'
import { sourceTexts } from './change-text.ts'
import { UndoButton } from './undo-button.tsx'

const columns: readonly Column<ChangeSetView>[] = [
  {
    key: 'what',
    label: 'What',
    cell: ({ id, actor, summary }) => (
      <Link to={paths.changeSet} params={{ id }} search={activitySearch} data-row-link>
        <bdi>{actor.name}</bdi> {summary}
      </Link>
    ),
  },
  {
    key: 'count',
    label: 'Changes',
    isNumber: true,
    room: 'middle',
    cell: ({ count }) => count.toLocaleString(),
  },
  { key: 'how', label: 'How', isShort: true, cell: ({ source }) => sourceTexts[source] },
  { key: 'when', label: 'When', cell: ({ at }) => <Time at={at} /> },
  {
    key: 'undo',
    label: 'Undo',
    cell: (changeSet) =>
      changeSet.canUndo ? <UndoButton changeSet={changeSet} size="compact-xs" /> : <WhyNot changeSet={changeSet} />,
  },
]

function WhyNot({ changeSet: { undoneBy, redoneBy, undoOf, cannotUndoReason } }: { changeSet: ChangeSetView }) {
  const words = redoneBy ? 'Undone, then done again' : undoneBy ? (undoOf ? 'Done again' : 'Undone') : cannotUndoReason
  return <span style={{ color: 'var(--mantine-color-dimmed)' }}>{words}</span>
}

/** Everything that was changed, by whom and how, and the way back; beside it who got in. */
export function ActivityPage() {
  const { tab } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const isAccess = tab === 'access'
  return (
    <>
      <PageHeader title="Activity" />
      <Tabs
        value={isAccess ? 'access' : 'changes'}
        onChange={(next) => void navigate({ to: paths.activity, search: next === 'access' ? { tab: next } : {} })}
        mb="md"
      >
        <Tabs.List>
          <Tabs.Tab value="changes">Changes</Tabs.Tab>
          <Tabs.Tab value="access">Sign-ins and exports</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {isAccess ? <AccessList /> : <ChangeSets />}
      <Outlet />
    </>
  )
}

function ChangeSets() {
  const search = useSearch({ from: '__root__' })
  const filter = historyQuery(search)
  const pages = usePages(endpoints.listChangeSets, { ...filter, limit: 50 })
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  const file = urlOf(endpoints.exportChanges, {}, filter)
  return (
    <>
      <ActivityFilters>
        <Button component="a" href={file} download variant="default" size="compact-sm">
          Export CSV
        </Button>
      </ActivityFilters>
      <ListTable
        label="Changes"
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        openKey={id}
        onOpen={(row) => void navigate({ to: paths.changeSet, params: { id: row.id }, search: activitySearch })}
        empty={
          Object.keys(filter).length > 0 ? (
            <EmptyState title="No change matches">Take a filter away, or look at other days.</EmptyState>
          ) : (
            <EmptyState title="Nothing has changed yet">
              Every change appears here with who made it, and can be undone.
            </EmptyState>
          )
        }
      />
    </>
  )
}
