import { Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../table/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Time } from '../../ui/time.tsx'

interface MailLine {
  id: string
  to: string
  subject: string
  at: string
}

const columns: readonly Column<MailLine>[] = [
  {
    key: 'subject',
    label: 'Subject',
    cell: ({ id, subject }) => (
      <Link to={paths.mail} params={{ id }} data-row-link dir="auto">
        {subject}
      </Link>
    ),
  },
  { key: 'to', label: 'To', cell: ({ to }) => to },
  { key: 'when', label: 'When', cell: ({ at }) => <Time at={at} /> },
]

/** Mails that no mail server took: while trying out, they wait here. */
export function InboxPage() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listInbox, {}))
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Inbox" count={data.items.length} />
      <Text size="sm" c="dimmed" mb="md" maw={640}>
        No mail server is set up, so mails to your people wait here, for administrators on this machine only. Open a
        welcome mail and follow its link to be that person.
      </Text>
      {data.items.length === 0 ? (
        <EmptyState title="No mail yet" action={<ButtonLink to={paths.newUser}>Create a user</ButtonLink>}>
          A welcome mail arrives as soon as somebody gets an extension.
        </EmptyState>
      ) : (
        <DataTable
          label="Mails"
          columns={columns}
          rows={data.items}
          rowKey={(row) => row.id}
          openKey={id}
          onOpen={(row) => void navigate({ to: paths.mail, params: { id: row.id } })}
        />
      )}
      <Outlet />
    </>
  )
}
