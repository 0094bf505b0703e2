import { Checkbox, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberState } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { countryName } from '../../form/places.ts'
import { SearchBox } from '../../table/search-box.tsx'
import { useNumberFilters } from './use-number-filters.ts'

const states: readonly (readonly [NumberState, string])[] = [
  ['available', 'Free'],
  ['assigned', 'In use'],
  ['quarantined', 'Resting'],
  ['prePorting', 'Porting asked for'],
  ['porting', 'Porting'],
]

/** Narrows the list; the address says how. */
export function NumberFilters({ counts }: { counts: Readonly<Record<NumberState, number>> | undefined }) {
  const { search } = useNumberFilters()
  const navigate = useNavigate()
  const { data: allowance } = useQuery(answerOf(endpoints.getNumberAllowance, {}))
  const held = allowance?.countries.filter(({ used }) => used > 0).map(({ country }) => country) ?? []
  const countries = [...new Set([...held, ...(search.country ? [search.country] : [])])]
  const choose = (part: Partial<typeof search>) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: true })
  const withCount = (state: NumberState, label: string) =>
    counts ? `${label} (${counts[state].toLocaleString()})` : label
  return (
    <Group mb="md" gap="sm">
      <SearchBox value={search.q ?? ''} label="Search numbers" placeholder="Digits; ? for one, * for any: 555*42" />
      <Select
        aria-label="State"
        placeholder="Any state"
        clearable
        w={190}
        data={states.map(([value, label]) => ({ value, label: withCount(value, label) }))}
        value={search.state ?? null}
        onChange={(state) => choose({ state: state ?? undefined })}
      />
      {countries.length > 1 && (
        <Select
          aria-label="Country"
          placeholder="All countries"
          clearable
          w={180}
          data={countries.map((code) => ({ value: code, label: countryName(code) }))}
          value={search.country ?? null}
          onChange={(country) => choose({ country: country ?? undefined })}
        />
      )}
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        w={130}
        data={[
          { value: 'local', label: 'Local' },
          { value: 'tollFree', label: 'Toll-free' },
        ]}
        value={search.category ?? null}
        onChange={(category) => choose({ category: category ?? undefined })}
      />
      <Checkbox
        label="Shared only"
        checked={Boolean(search.shared)}
        onChange={(event) => choose({ shared: event.currentTarget.checked ? 'yes' : undefined })}
      />
    </Group>
  )
}
