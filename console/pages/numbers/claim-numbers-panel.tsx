import { Button, Chip, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { StockNumber } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { leftIn } from './allowance-strip.tsx'
import { type Area, areasOf, categoriesOf, countriesOf, type StockChoice, settleChoice } from './stock-choice.ts'

/** Country, kind, area or pattern, pick, claim. */
export function ClaimNumbersPanel() {
  const { data: stock } = useSuspenseQuery(answerOf(endpoints.listStockAreas, {}))
  const navigate = useNavigate()
  const close = () =>
    void navigate({
      to: paths.numbers,
      search: ({ q, state, country, category, shared }) => ({ q, state, country, category, shared }),
    })
  const [picked, setPicked] = useState<readonly string[]>([])
  const claim = useChange(
    () => call(endpoints.claimNumbers, { body: { numbers: [...picked] } }),
    ({ claimed, changeSetId }) => {
      sayDone(
        claimed === 1 ? 'The number is yours. Give it to somebody.' : `${claimed} numbers are yours.`,
        changeSetId,
      )
      close()
    },
  )
  const footer = (
    <Group justify="space-between">
      <Text size="sm" role="status">
        {picked.length === 0
          ? 'Pick the numbers you want.'
          : picked.length === 1
            ? '1 number picked'
            : `${picked.length} numbers picked`}
      </Text>
      {picked.length > 0 && (
        <Button loading={claim.isPending} onClick={() => claim.mutate(undefined)}>
          Claim {picked.length === 1 ? 'it' : picked.length}
        </Button>
      )}
    </Group>
  )
  return (
    <SidePanel title="Claim numbers" onClose={close} footer={stock.items.length > 0 && footer}>
      {stock.items.length === 0 ? (
        <EmptyStock />
      ) : (
        <StockPicker areas={stock.items} picked={picked} onPick={setPicked} />
      )}
    </SidePanel>
  )
}

function EmptyStock() {
  const { isOperator } = useSession()
  return (
    <EmptyState
      title="The stock is empty"
      action={isOperator ? <ButtonLink to={paths.loadNumbers}>Load numbers into stock</ButtonLink> : undefined}
    >
      {isOperator
        ? 'You run this installation: load the numbers that your carrier gave you, then companies claim from them.'
        : 'Whoever runs this installation has loaded no numbers to claim. Ask them for some.'}
    </EmptyState>
  )
}

interface StockPickerProps {
  areas: readonly Area[]
  picked: readonly string[]
  onPick: (numbers: readonly string[]) => void
}

function StockPicker({ areas, picked, onPick }: StockPickerProps) {
  const [wish, setWish] = useState<StockChoice>({ country: '', category: 'local', area: '', pattern: '' })
  const choice = settleChoice(wish, areas)
  const change = (part: Partial<StockChoice>) => setWish({ ...choice, ...part })
  return (
    <Stack>
      <Group grow preventGrowOverflow={false} align="flex-start">
        <Select
          label="Country"
          searchable
          allowDeselect={false}
          data={countriesOf(areas).map(({ code, free }) => ({
            value: code,
            label: `${countryName(code)} (${free.toLocaleString()})`,
          }))}
          value={choice.country}
          onChange={(country) => change({ country: country ?? '', area: '' })}
        />
        <Select
          label="Area"
          searchable
          clearable
          placeholder="Any"
          data={areasOf(areas, choice).map(({ area, free }) => ({
            value: area,
            label: `${area} (${free.toLocaleString()})`,
          }))}
          value={choice.area || null}
          onChange={(area) => change({ area: area ?? '' })}
        />
        <TextInput
          label="Pattern"
          placeholder="*42, 555?"
          inputMode="tel"
          value={choice.pattern}
          onChange={(event) => change({ pattern: event.currentTarget.value.replace(/[^\d*?]/g, '') })}
        />
      </Group>
      <SegmentedControl
        aria-label="Kind"
        data={categoriesOf(areas, choice.country).map((value) => ({
          value,
          label: value === 'tollFree' ? 'Toll-free' : 'Local',
        }))}
        value={choice.category}
        onChange={(category) => change({ category, area: '' })}
      />
      <Balance country={choice.country} picked={picked.length} />
      <Offers choice={choice} picked={picked} onPick={onPick} />
    </Stack>
  )
}

/** How many more the company may hold, before any is claimed. */
function Balance({ country, picked }: { country: string; picked: number }) {
  const { data } = useQuery(answerOf(endpoints.getNumberAllowance, {}))
  if (!data) return null
  const left = leftIn(data, country)
  const isTooMany = picked > left
  return (
    <Text size="sm" role="status" c={isTooMany || left === 0 ? 'var(--offhook-attention)' : 'dimmed'}>
      {left === 0
        ? `${countryName(country)}: no more numbers are allowed. Release some, or ask your operator for more.`
        : `${countryName(country)}: ${left.toLocaleString()} more allowed${isTooMany ? ', fewer than you picked' : ''}.`}
    </Text>
  )
}

function Offers({ choice, picked, onPick }: { choice: StockChoice } & Omit<StockPickerProps, 'areas'>) {
  const [pattern] = useDebouncedValue(choice.pattern, 200)
  const { country, category, area } = choice
  const { data } = useQuery({
    ...answerOf(endpoints.listStock, {
      query: { country, category, limit: 60, ...(area ? { area } : {}), ...(pattern ? { pattern } : {}) },
    }),
    placeholderData: keepPreviousData,
  })
  const offers = data?.items ?? []
  const pickRow = () => onPick([...new Set([...picked, ...offers.slice(0, 10).map(({ e164 }) => e164)])])
  if (data && offers.length === 0)
    return <Text size="sm">No number in stock matches. Try another area or a shorter pattern.</Text>
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {offers.length < 60 ? `${offers.length} to choose from` : 'The first 60; narrow by area or pattern'}
        </Text>
        {offers.length > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={pickRow}>
            Pick the first {Math.min(10, offers.length)}
          </Button>
        )}
      </Group>
      <Chip.Group multiple value={[...picked]} onChange={onPick}>
        <Group gap="xs">
          {offers.map((offer) => (
            <Offer key={offer.e164} offer={offer} />
          ))}
        </Group>
      </Chip.Group>
    </Stack>
  )
}

function Offer({ offer }: { offer: StockNumber }) {
  return (
    <Chip value={offer.e164} variant="outline" radius="md" className="tabular">
      {offer.display}
      {offer.isFictional ? ' · fictional' : ''}
    </Chip>
  )
}
