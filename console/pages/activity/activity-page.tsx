import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import type { ChangeSetView } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Time } from '../../ui/time.tsx'
import { sourceTexts } from './change-text.ts'
import { UndoButton } from './undo-button.tsx'

const columns: readonly Column<ChangeSetView>[] = [
  {
    key: 'what',
    label: 'What',
    cell: ({ id, actor, summary }) => (
      <Link to={paths.changeSet} params={{ id }} data-row-link dir="auto">
        {actor.name} {summary}
      </Link>
    ),
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

function WhyNot({ changeSet: { undoneBy, undoOf, cannotUndoReason } }: { changeSet: ChangeSetView }) {
  return (
    <span style={{ color: 'var(--mantine-color-dimmed)' }}>
      {undoneBy ? 'Undone' : undoOf ? 'An undo' : cannotUndoReason}
    </span>
  )
}

/** Everything that was changed, by whom and how, and the way back. */
export function ActivityPage() {
  const pages = usePages(endpoints.listChangeSets, { limit: 50 })
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Activity" />
      <ListTable
        label="Changes"
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        openKey={id}
        onOpen={(row) => void navigate({ to: paths.changeSet, params: { id: row.id } })}
        empty={
          <EmptyState title="Nothing has changed yet">
            Every change appears here with who made it, and can be undone.
          </EmptyState>
        }
      />
      <Outlet />
    </>
  )
}
