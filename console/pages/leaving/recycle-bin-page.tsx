import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { type RecycledUser, recycleDays } from '../../../contract/api/leaving.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { isolated } from '../../ui/isolated.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Time } from '../../ui/time.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { PurgeDialog } from './purge-dialog.tsx'
import { RestoreDialog } from './restore-dialog.tsx'

/** Deleted users, for as long as they can come back. */
export function RecycleBinPage() {
  const pages = usePages(endpoints.listRecycled, {})
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const people = (pages.items ?? []).filter(({ id }) => chosen.has(id))
  const forget = () => setChosen(new Set())
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <>
      <PageHeader title="Recycle bin">
        <ButtonLink variant="default" to={paths.users}>
          All users
        </ButtonLink>
      </PageHeader>
      <Text size="sm" c="dimmed" mb="md">
        Whoever is deleted can be brought back for {recycleDays} days; then they are gone for good.
      </Text>
      {people.length > 0 && (
        <Group mb="md" gap="xs" role="group" aria-label="With the chosen people">
          <Text size="sm">{people.length.toLocaleString()} chosen</Text>
          <RestoreDialog people={people} onDone={forget} />
          <PurgeDialog people={people} onDone={forget} />
          {people.length === 1 && people[0] && <EraseDialog person={people[0]} onDone={forget} />}
          <Button variant="subtle" onClick={forget}>
            Choose nobody
          </Button>
        </Group>
      )}
      <ListTable
        label="Recycle bin"
        columns={columnsFor(chosen, toggle)}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => toggle(row.id)}
        empty={
          <EmptyState title="The recycle bin is empty">
            Whoever you delete lies here for {recycleDays} days and can come back with what is still free.
          </EmptyState>
        }
      />
    </>
  )
}

function columnsFor(chosen: ReadonlySet<string>, toggle: (id: string) => void): Column<RecycledUser>[] {
  return [
    {
      key: 'name',
      label: 'Name',
      cell: ({ id, name }) => (
        <Checkbox
          checked={chosen.has(id)}
          onChange={() => toggle(id)}
          data-row-link
          label={<span dir="auto">{name}</span>}
        />
      ),
    },
    { key: 'username', label: 'Username', room: 'middle', cell: ({ username }) => <span dir="auto">{username}</span> },
    {
      key: 'had',
      label: 'Had',
      cell: ({ had }) =>
        [isolated(had.license ?? ''), had.extension, ...had.numbers].filter(Boolean).join(' · ') || '–',
    },
    { key: 'deletedBy', label: 'Deleted by', cell: ({ deletedBy }) => deletedBy ?? '–' },
    { key: 'deletedAt', label: 'Deleted', isShort: true, cell: ({ deletedAt }) => <Time at={deletedAt} /> },
    {
      key: 'daysLeft',
      label: 'Gone in',
      isShort: true,
      cell: ({ daysLeft }) => (daysLeft === 1 ? '1 day' : `${daysLeft} days`),
    },
  ]
}
