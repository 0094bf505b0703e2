import { Group, Progress, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { type Column, DataTable } from '../../table/data-table.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { grantsSentence } from './entitlement-text.ts'

const columns: readonly Column<LicenseView>[] = [
  {
    key: 'name',
    label: 'Licence',
    cell: ({ id, name }) => (
      <Link to={paths.license} params={{ id }} data-row-link dir="auto">
        {name}
      </Link>
    ),
  },
  { key: 'grants', label: 'Grants', cell: ({ entitlements }) => grantsSentence(entitlements) },
  { key: 'owned', label: 'Owned', isNumber: true, cell: ({ owned }) => owned.toLocaleString() },
  { key: 'used', label: 'Used', isNumber: true, cell: ({ used }) => used.toLocaleString() },
  { key: 'free', label: 'Free', isNumber: true, cell: ({ free }) => free.toLocaleString() },
  {
    key: 'suspended',
    label: 'Held while suspended',
    isNumber: true,
    cell: ({ suspended }) => suspended.toLocaleString(),
    isEmpty: ({ suspended }) => suspended === 0,
  },
  { key: 'use', label: 'In use', cell: (license) => <Use license={license} /> },
]

function Use({ license: { name, used, owned } }: { license: LicenseView }) {
  const percent = owned === 0 ? 0 : Math.round((used / owned) * 100)
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end" miw={110}>
      <Progress value={percent} w={72} aria-label={`${name} in use`} />
      <Text span size="xs" className="tabular" w={36} ta="right">
        {percent} %
      </Text>
    </Group>
  )
}

/** What the company owns, uses, and has left. */
export function LicensesPage() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const { isOperator } = useSession()
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  const add = isOperator && (
    <ButtonLink to={paths.newLicense} leftSection={<Icon name="plus" />}>
      Add licence type
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title="Licences" count={data.items.length}>
        {add}
      </PageHeader>
      {data.items.length === 0 ? (
        <EmptyState title="No licences yet" action={add}>
          A person needs a licence to make and receive calls.{' '}
          {!isOperator && 'Ask whoever runs this installation for some.'}
        </EmptyState>
      ) : (
        <DataTable
          label="Licences"
          columns={columns}
          rows={data.items}
          rowKey={(row) => row.id}
          openKey={id}
          onOpen={(row) => void navigate({ to: paths.license, params: { id: row.id } })}
        />
      )}
      <Outlet />
    </>
  )
}
