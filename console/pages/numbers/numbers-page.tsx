import { Button, Group, Menu, Text } from '@mantine/core'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { AllowanceStrip } from './allowance-strip.tsx'
import { EndRestButton } from './end-rest-button.tsx'
import { numberColumns } from './number-columns.tsx'
import { NumberFilters } from './number-filters.tsx'
import { ReleaseButton } from './release-button.tsx'
import { useNumberFilters } from './use-number-filters.ts'

type Picked = ReadonlyMap<string, NumberView>

/** The numbers that the company holds. */
export function NumbersPage() {
  const { search, query, isFiltered } = useNumberFilters()
  const { number: open } = useParams({ strict: false })
  const navigate = useNavigate()
  const [picked, setPicked] = useState<Picked>(new Map())
  const pages = usePages(endpoints.listNumbers, query)
  const pick = (number: NumberView) => setPicked(toggled(picked, number))
  return (
    <>
      <PageHeader title="Numbers" count={pages.first?.total}>
        <MoreMenu query={query} />
        <ButtonLink to={paths.claimNumbers} leftSection={<Icon name="plus" />}>
          Claim numbers
        </ButtonLink>
      </PageHeader>
      <AllowanceStrip />
      <NumberFilters counts={pages.first?.counts} />
      {picked.size > 0 && <PickedBar picked={picked} onDone={() => setPicked(new Map())} />}
      <ListTable
        label="Numbers"
        columns={numberColumns(picked, pick, search)}
        pages={pages}
        rowKey={({ e164 }) => e164}
        openKey={open}
        onOpen={({ e164 }) => void navigate({ to: paths.number, params: { number: e164 }, search })}
        empty={isFiltered ? <NoMatch /> : <NoNumbers />}
      />
      <Outlet />
    </>
  )
}

function toggled(picked: Picked, number: NumberView): Picked {
  const next = new Map(picked)
  if (!next.delete(number.e164)) next.set(number.e164, number)
  return next
}

/** Ways in and out for many numbers. */
function MoreMenu({ query }: { query: Record<string, string | undefined> }) {
  const { isOperator } = useSession()
  const filled = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const exported = `/api/v1${endpoints.exportNumbers.path}?${new URLSearchParams(filled)}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<Icon name="down" size={14} />}>
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item renderRoot={(props) => <Link to={paths.importNumbers} {...props} />}>Import numbers</Menu.Item>
        <Menu.Item component="a" href={exported} download>
          Export as CSV
        </Menu.Item>
        <Menu.Item renderRoot={(props) => <Link to={paths.portNumber} {...props} />}>Port a number</Menu.Item>
        <Menu.Item renderRoot={(props) => <Link to={paths.numberAllowance} {...props} />}>Allowance</Menu.Item>
        {isOperator && (
          <Menu.Item renderRoot={(props) => <Link to={paths.loadNumbers} {...props} />}>
            Load numbers into stock
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function PickedBar({ picked, onDone }: { picked: Picked; onDone: () => void }) {
  const all = [...picked.values()]
  const resting = all.filter(({ state }) => state === 'quarantined')
  const numbers = all.map(({ e164 }) => e164)
  return (
    <Group mb="md" justify="space-between" role="region" aria-label="Picked numbers">
      <Text size="sm">{all.length === 1 ? '1 number picked' : `${all.length} numbers picked`}</Text>
      <Group gap="xs">
        <Button variant="subtle" size="compact-sm" onClick={onDone}>
          Pick none
        </Button>
        {resting.length === all.length && (
          <EndRestButton
            numbers={numbers}
            isReleased={resting.some(({ releasedAt }) => releasedAt !== null)}
            onDone={onDone}
            size="compact-sm"
          />
        )}
        {resting.length === 0 && <ReleaseButton numbers={numbers} onReleased={onDone} size="compact-sm" />}
        {resting.length > 0 && resting.length < all.length && (
          <Text size="sm" c="dimmed">
            Resting numbers and others have nothing in common to do.
          </Text>
        )}
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
