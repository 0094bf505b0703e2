import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { answerOf } from '../../../web/answers.ts'
import { isolated } from '../../ui/isolated.ts'

interface NumberSelectProps {
  label: string
  description?: string
  error?: React.ReactNode
  /** Which numbers are offered. */
  offers: (number: NumberView) => boolean
  value: string | null
  onChange: (number: string | null) => void
}

/** Finds a number of the inventory by its digits. */
export function NumberSelect({ offers, value, onChange, ...look }: NumberSelectProps) {
  const [typed, setTyped] = useState('')
  const [digits] = useDebouncedValue(typed.replace(/\D/g, '').slice(0, 15), 150)
  const { data } = useQuery({
    ...answerOf(endpoints.listNumbers, { query: { limit: 50, ...(digits ? { pattern: digits } : {}) } }),
    placeholderData: keepPreviousData,
  })
  const found = (data?.items ?? []).filter(offers).map(({ e164, display, user }) => ({
    value: e164,
    label: user ? `${display} · ${isolated(user.name)}` : display,
  }))
  const isListed = value === null || found.some((one) => one.value === value)
  return (
    <Select
      {...look}
      placeholder="Digits of a number"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'No number' }}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage="No number found."
      data={isListed ? found : [{ value, label: typed || value }, ...found]}
      value={value}
      onChange={onChange}
    />
  )
}
