import { Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { RegistrationView } from '../../../contract/api/calls.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../table/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { Time } from '../../ui/time.tsx'

const columns: readonly Column<RegistrationView>[] = [
  {
    key: 'user',
    label: 'User',
    cell: ({ user }) => (
      <AnchorLink to={paths.user} params={{ id: user.id }} search={{ tab: 'phones' }} data-row-link dir="auto">
        {user.name}
      </AnchorLink>
    ),
  },
  { key: 'extension', label: 'Ext.', cell: ({ user }) => user.extension ?? '–' },
  { key: 'phone', label: 'Phone', cell: ({ userAgent }) => userAgent || 'Unnamed phone' },
  { key: 'from', label: 'From', cell: ({ transport, source }) => `${transport} ${source}` },
  { key: 'since', label: 'Since', cell: ({ registeredAt }) => <Time at={registeredAt} /> },
]

/** Phones that are registered now. */
export function RegistrationList() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listRegistrations, { query: {} }))
  if (data.items.length === 0) {
    return (
      <EmptyState title="No phone is registered">
        A phone registers when somebody opens the web phone, or when a SIP phone signs in.
      </EmptyState>
    )
  }
  return (
    <>
      <DataTable
        label="Registered phones"
        columns={columns}
        rows={data.items}
        rowKey={({ deviceId, contact }) => `${deviceId} ${contact}`}
      />
      {data.total > data.items.length && (
        <Text size="sm" c="dimmed" mt="sm">
          The newest {data.items.length.toLocaleString()} of {data.total.toLocaleString()}.
        </Text>
      )}
    </>
  )
}
