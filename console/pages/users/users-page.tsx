import { Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { StandingFilter } from '../../../contract/user-standing.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { ListTable } from '../../table/list-table.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { usePages } from '../../table/use-pages.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { userColumns } from './user-columns.tsx'
import { standingChoices } from './user-standing.ts'

/** Everybody in the company. */
export function UsersPage() {
  const { q, site, state } = useSearch({ from: '__root__' })
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  const filter = { query: q, site, standing: StandingFilter.safeParse(state).data }
  const pages = usePages(endpoints.listUsers, filter)
  const isFiltered = Boolean(q || site || state)
  return (
    <>
      <PageHeader title="Users" count={pages.first?.total} isCountExact={pages.first?.isTotalExact}>
        <ButtonLink to={paths.newUser} search={{ q, site, state }} leftSection={<Icon name="plus" />}>
          Create user
        </ButtonLink>
      </PageHeader>
      <UserFilters />
      <ListTable
        label="Users"
        columns={userColumns}
        pages={pages}
        rowKey={(row) => row.id}
        openKey={id}
        onOpen={(row) => void navigate({ to: paths.user, params: { id: row.id }, search: { q, site, state } })}
        empty={isFiltered ? <NobodyFound /> : <NobodyYet />}
      />
      <Outlet />
    </>
  )
}

/** Narrows the list; the choices are part of the address. */
function UserFilters() {
  const { q, site, state } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const { data: sites } = useQuery(answerOf(endpoints.listSites, {}))
  const choose = (part: { site?: string | undefined; state?: string | undefined }) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: true })
  return (
    <Group mb="md" gap="sm">
      <SearchBox value={q ?? ''} label="Search users" placeholder="Search name, number, e-mail" />
      {(sites?.items.length ?? 0) > 1 && (
        <Select
          aria-label="Site"
          placeholder="All sites"
          clearable
          w={180}
          data={sites?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={site ?? null}
          onChange={(value) => choose({ site: value ?? undefined })}
        />
      )}
      <Select
        aria-label="State"
        placeholder="All states"
        clearable
        w={190}
        data={standingChoices}
        value={state ?? null}
        onChange={(value) => choose({ state: value ?? undefined })}
      />
    </Group>
  )
}

function NobodyFound() {
  return (
    <EmptyState
      title="Nobody matches"
      action={
        <ButtonLink variant="default" to={paths.users}>
          Show everybody
        </ButtonLink>
      }
    >
      The search looks at the beginnings of names, usernames, e-mail addresses, extensions and numbers.
    </EmptyState>
  )
}

function NobodyYet() {
  return (
    <EmptyState title="Nobody is here yet" action={<ButtonLink to={paths.newUser}>Create the first user</ButtonLink>}>
      A user is a person who can call and be called. Enter a name and an e-mail address; we choose an extension, and
      they get a mail with everything they need.
    </EmptyState>
  )
}
