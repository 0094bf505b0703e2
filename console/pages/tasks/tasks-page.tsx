import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { TaskRow } from '../../../contract/api/tasks.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { TaskProgress } from './task-progress.tsx'
import { taskStates, titleText } from './task-text.ts'

const columns: readonly Column<TaskRow>[] = [
  {
    key: 'what',
    label: 'What',
    cell: (task) => (
      <Link to={paths.task} params={{ id: task.id }} data-row-link>
        {titleText(task)}
      </Link>
    ),
  },
  { key: 'who', label: 'Who', room: 'middle', cell: ({ actor }) => <span dir="auto">{actor.name}</span> },
  { key: 'when', label: 'When', isShort: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    key: 'state',
    label: 'State',
    cell: (task) => {
      const { tone, text } = taskStates[task.state]
      return task.state === 'running' ? <TaskProgress task={task} /> : <StateMark tone={tone}>{text}</StateMark>
    },
  },
]

/** Large changes that run by themselves: what goes on now, and what came of the others. */
export function TasksPage() {
  const pages = usePages(endpoints.listTasks, { limit: 50 })
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Tasks" />
      <ListTable
        label="Tasks"
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        openKey={id}
        onOpen={(row) => void navigate({ to: paths.task, params: { id: row.id } })}
        empty={
          <EmptyState title="No tasks yet" action={<ButtonLink to={paths.users}>Go to users</ButtonLink>}>
            A change of more than 500 users runs here by itself, and can be followed and undone. Mark users in the list
            and choose Edit to make one.
          </EmptyState>
        }
      />
      <Outlet />
    </>
  )
}
