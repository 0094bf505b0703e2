import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { isolated } from '../../ui/isolated.ts'

interface MainNumberSelectProps extends Omit<SelectProps, 'value' | 'onChange'> {
  value: string | null
  onChange: (number: string | null) => void
}

/** Chooses one of the company's numbers by typing some of its digits. */
export function MainNumberSelect({ value, onChange, ...field }: MainNumberSelectProps) {
  const [typed, setTyped] = useState('')
  const [pattern] = useDebouncedValue(typed.replace(/\D/g, ''), 200)
  const query = pattern ? { pattern, limit: 30 } : { limit: 30 }
  const { data } = useQuery({
    ...answerOf(endpoints.listNumbers, { query }),
    placeholderData: keepPreviousData,
  })
  const usable = (data?.items ?? []).filter(({ state }) => state === 'available' || state === 'assigned')
  const choices = usable.map(({ e164, display, user }) => ({
    value: e164,
    label: user ? `${display} · ${isolated(user.name)}` : display,
  }))
  const isListed = value === null || choices.some((one) => one.value === value)
  return (
    <Select
      {...field}
      data={isListed ? choices : [{ value: value ?? '', label: value ?? '' }, ...choices]}
      value={value}
      onChange={onChange}
      // The search is the server's: what it found is shown whole.
      filter={({ options }) => options}
      searchable
      clearable
      onSearchChange={setTyped}
      placeholder="None"
      nothingFoundMessage="No number of the company has these digits."
    />
  )
}
