import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { NumberState } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { usePages } from '../../table/use-pages.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { numberColumns } from './number-columns.tsx'

/** The numbers that the company holds. */
export function NumbersPage() {
  const { q, state, country } = useSearch({ from: '__root__' })
  const { isOperator } = useSession()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const pages = usePages(endpoints.listNumbers, { pattern: q, state: NumberState.safeParse(state).data, country })
  const pick = (e164: string) => setPicked(toggled(picked, e164))
  const counts = pages.first?.counts
  return (
    <>
      <PageHeader title="Numbers" count={counts && counts.available + counts.assigned + counts.quarantined}>
        {isOperator && (
          <ButtonLink variant="default" to={paths.loadNumbers}>
            Load numbers into stock
          </ButtonLink>
        )}
        <ButtonLink to={paths.claimNumbers} leftSection={<Icon name="plus" />}>
          Claim numbers
        </ButtonLink>
      </PageHeader>
      <NumberFilters counts={counts} />
      {picked.size > 0 && <ReleaseBar numbers={[...picked]} onReleased={() => setPicked(new Set())} />}
      <ListTable
        label="Numbers"
        columns={numberColumns(picked, pick)}
        pages={pages}
        rowKey={({ e164 }) => e164}
        empty={q || state || country ? <NoMatch /> : <NoNumbers />}
      />
      <Outlet />
    </>
  )
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}

function NumberFilters({
  counts,
}: {
  counts: { available: number; assigned: number; quarantined: number } | undefined
}) {
  const { q, state, country } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const { data: home } = useQuery(answerOf(endpoints.listStockAreas, {}))
  const countries = [...new Set([...(home?.items.map((area) => area.country) ?? []), ...(country ? [country] : [])])]
  const choose = (part: { state?: string | undefined; country?: string | undefined }) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: true })
  const withCount = (label: string, count: number | undefined) =>
    count === undefined ? label : `${label} ${count.toLocaleString()}`
  return (
    <Group mb="md" gap="sm">
      <SearchBox value={q ?? ''} label="Search numbers" placeholder="Digits; ? for one, * for any: 555*42" />
      <SegmentedControl
        aria-label="State"
        value={state ?? ''}
        onChange={(value) => choose({ state: value || undefined })}
        data={[
          { value: '', label: 'All' },
          { value: 'available', label: withCount('Free', counts?.available) },
          { value: 'assigned', label: withCount('In use', counts?.assigned) },
          { value: 'quarantined', label: withCount('Resting', counts?.quarantined) },
        ]}
      />
      {countries.length > 1 && (
        <Select
          aria-label="Country"
          placeholder="All countries"
          clearable
          w={180}
          data={countries.map((code) => ({ value: code, label: countryName(code) }))}
          value={country ?? null}
          onChange={(value) => choose({ country: value ?? undefined })}
        />
      )}
    </Group>
  )
}

function ReleaseBar({ numbers, onReleased }: { numbers: string[]; onReleased: () => void }) {
  const release = useChange(
    () => call(endpoints.releaseNumbers, { body: { numbers } }),
    ({ released, changeSetId }) => {
      onReleased()
      sayDone(released === 1 ? 'The number is back in stock.' : `${released} numbers are back in stock.`, changeSetId)
    },
  )
  return (
    <Group mb="md" justify="space-between" role="region" aria-label="Picked numbers">
      <Text size="sm">{numbers.length === 1 ? '1 number picked' : `${numbers.length} numbers picked`}</Text>
      <Group gap="xs">
        <Button variant="subtle" size="compact-sm" onClick={onReleased}>
          Pick none
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          loading={release.isPending}
          onClick={() => release.mutate(undefined)}
        >
          Release to stock
        </Button>
      </Group>
    </Group>
  )
}

function NoMatch() {
  return (
    <EmptyState
      title="No number matches"
      action={
        <ButtonLink variant="default" to={paths.numbers}>
          Show all numbers
        </ButtonLink>
      }
    >
      Digits are looked for anywhere in the number. ? stands for one digit, * for any.
    </EmptyState>
  )
}

function NoNumbers() {
  return (
    <EmptyState title="You hold no numbers yet" action={<ButtonLink to={paths.claimNumbers}>Claim numbers</ButtonLink>}>
      A number rings one person and shows when they call. Claim some from the stock; colleagues reach each other on
      extensions without.
    </EmptyState>
  )
}
