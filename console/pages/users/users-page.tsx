import { Button } from '@mantine/core'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { UserFilter } from '../../../contract/user-filter.ts'
import { urlOf } from '../../../web/api.ts'
import { paths } from '../../paths.ts'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AnchorLink, ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { LeaversNote } from '../leaving/leavers-note.tsx'
import { filterQuery, keptFilters, sortOf } from './kept-filters.ts'
import { ColumnChoice } from './list/column-choice.tsx'
import { FilterBar } from './list/filter-bar.tsx'
import { SelectionBar } from './list/selection-bar.tsx'
import { useColumns } from './list/use-columns.ts'
import { useSelection } from './list/use-selection.ts'
import { userColumns } from './user-columns.tsx'

/** Everybody in the company. */
export function UsersPage() {
  const search = useSearch({ from: '__root__' })
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  const filter = filterQuery(search)
  const sort = sortOf(search)
  const columns = useColumns()
  const pages = usePages(endpoints.listUsers, { ...filter, sort })
  const { selection, ids, isAll, selectAll, clear } = useSelection(JSON.stringify(filter))
  const total = pages.first?.total ?? 0
  const isExact = pages.first?.isTotalExact ?? true
  const count = isAll ? total : ids.length
  const file = urlOf(endpoints.exportUsers, {}, { ...filter, sort, columns: columns.shown.join(',') })
  return (
    <>
      <PageHeader title="Users" count={pages.first?.total} isCountExact={isExact}>
        <AnchorLink to={paths.recycleBin} size="sm" mr="xs">
          Deleted people
        </AnchorLink>
        <ButtonLink to={paths.newUser} search={keptFilters} leftSection={<Icon name="plus" />}>
          Create user
        </ButtonLink>
      </PageHeader>
      <LeaversNote mb="md" />
      <FilterBar>
        <ColumnChoice columns={columns} />
        <Button component="a" href={file} download variant="default" size="compact-sm">
          Export CSV
        </Button>
      </FilterBar>
      <ListTable
        label="Users"
        columns={columns.shown.map((key) => userColumns[key])}
        pages={pages}
        rowKey={(row) => row.id}
        openKey={id}
        onOpen={(row) => void navigate({ to: paths.user, params: { id: row.id }, search: keptFilters })}
        sorting={{
          by: sort,
          sort: (by) =>
            void navigate({
              to: '.',
              search: (old) => ({ ...old, sort: by === 'name' ? undefined : by }),
              replace: true,
            }),
        }}
        selection={selection}
        isDimmed={(row) => row.state === 'suspended'}
        empty={Object.keys(filter).length > 0 ? <NobodyFound /> : <NobodyYet />}
      />
      {count > 0 && (
        <SelectionBar
          selection={isAll ? { filter: UserFilter.parse(filter) } : { ids }}
          count={count}
          isExact={!isAll || isExact}
          more={!isAll && total > ids.length ? { total, isExact } : null}
          onSelectAll={selectAll}
          onClear={clear}
        />
      )}
      <Outlet />
    </>
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
