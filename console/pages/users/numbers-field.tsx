import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { useFormattedNumber } from '../../../web/formatted-number.ts'
import { problemProps } from '../../form/problem-note.tsx'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'
import type { UserForm } from './use-user-form.ts'

interface NumbersFieldProps {
  form: UserForm
  held: readonly { e164: string; display: string }[]
}

/** Numbers that ring this person; the first is the one they show when calling. */
export function NumbersField({ form, held }: NumbersFieldProps) {
  const { draft, plan } = form
  const [typed, setTyped] = useState('')
  const free = useFreeNumbers(typed)
  const auto = plan?.chosen.numbers.find((number) => !draft.numbers.includes(number)) ?? ''
  const autoDisplay = useFormattedNumber(auto)
  const label = auto ? `${autoDisplay} (chosen for you)` : 'Choose one for me'
  const problem =
    form.problemAt('numbers') ?? draft.numbers.map((_, index) => form.problemAt(`numbers.${index}`)).find(Boolean)
  const known = new Map([...held, ...free.items].map(({ e164, display }) => [e164, display]))
  // A number that is no longer free was in the list when it was chosen.
  const displays = useRef(new Map<string, string>())
  for (const [e164, display] of known) displays.current.set(e164, display)
  for (const number of draft.numbers) {
    if (!known.has(number) && number !== 'auto') known.set(number, displays.current.get(number) ?? number)
  }
  const hint = (
    <>
      {free.count.toLocaleString()} free ·{' '}
      <AnchorLink to={paths.claimNumbers} target="_blank" size="xs">
        Claim more
      </AnchorLink>
    </>
  )
  return (
    <MultiSelect
      label="Numbers"
      placeholder={draft.numbers.length === 0 ? 'None: called on the extension alone' : ''}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={[{ value: 'auto', label }, ...[...known].map(([e164, display]) => ({ value: e164, label: display }))]}
      value={[...draft.numbers]}
      onChange={(numbers) => form.set('numbers', numbers)}
      onBlur={() => form.leave('numbers')}
      {...problemProps(problem, form.fix, hint)}
    />
  )
}

function useFreeNumbers(typed: string) {
  const [digits] = useDebouncedValue(typed.replace(/\D/g, ''), 150)
  const { data } = useQuery({
    ...answerOf(endpoints.listNumbers, {
      query: { state: 'available', limit: 50, ...(digits ? { pattern: digits } : {}) },
    }),
    placeholderData: keepPreviousData,
  })
  return { items: data?.items ?? [], count: data?.counts.available ?? 0 }
}
