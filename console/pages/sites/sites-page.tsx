import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { SiteView } from '../../../contract/api/sites.ts'
import { answerOf } from '../../../web/answers.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../table/data-table.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateMark } from '../../ui/state-mark.tsx'

const columns: readonly Column<SiteView>[] = [
  {
    key: 'name',
    label: 'Site',
    cell: ({ id, name }) => (
      <Link to={paths.site} params={{ id }} data-row-link dir="auto">
        {name}
      </Link>
    ),
  },
  {
    key: 'place',
    label: 'Place',
    cell: ({ address, country }) => (
      <span dir="auto">{[address.city, countryName(country)].filter(Boolean).join(', ')}</span>
    ),
  },
  { key: 'users', label: 'People', isNumber: true, cell: ({ users }) => users.toLocaleString() },
  { key: 'extensions', label: 'Extensions', cell: ({ extensions: { from, to } }) => `${from}–${to}` },
  {
    key: 'emergency',
    label: 'Emergency calls',
    cell: ({ emergencyCalls: { arePossible } }) => (
      <StateMark tone={arePossible ? 'ready' : 'attention'}>{arePossible ? 'Possible' : 'Not possible'}</StateMark>
    ),
  },
]

/** The places where people work. */
export function SitesPage() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  const create = (
    <ButtonLink to={paths.newSite} leftSection={<Icon name="plus" />}>
      Create site
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title="Sites" count={data.items.length}>
        {create}
      </PageHeader>
      {data.items.length === 0 ? (
        <EmptyState title="No sites yet" action={create}>
          A site is a place with an address: it gives people their language, time zone, extensions, and tells help where
          to go.
        </EmptyState>
      ) : (
        <DataTable
          label="Sites"
          columns={columns}
          rows={data.items}
          rowKey={(row) => row.id}
          openKey={id}
          onOpen={(row) => void navigate({ to: paths.site, params: { id: row.id } })}
        />
      )}
      <Outlet />
    </>
  )
}
