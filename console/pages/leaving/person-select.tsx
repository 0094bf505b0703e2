import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { isolated, withoutIsolation } from '../../ui/isolated.ts'

interface PersonSelectProps {
  label: string
  description?: string
  placeholder: string
  /** Who is not offered. */
  except: string
  value: string | null
  /** The name of who is chosen already. */
  name: string | null
  onChange: (id: string | null) => void
}

/** Finds a colleague by name or extension. */
export function PersonSelect({ except, value, name, onChange, ...look }: PersonSelectProps) {
  const [typed, setTyped] = useState(name ?? '')
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const { data } = useQuery({
    ...answerOf(endpoints.listUsers, {
      query: { ...(asked ? { query: withoutIsolation(asked).split(' · ')[0] } : {}), limit: 8 },
    }),
    placeholderData: keepPreviousData,
  })
  const found = (data?.items ?? [])
    .filter(({ id, state }) => id !== except && state === 'active')
    .map(({ id, firstName, lastName, extension }) => ({
      value: id,
      label: [isolated(`${firstName} ${lastName}`), extension].filter(Boolean).join(' · '),
    }))
  const isListed = value === null || found.some((one) => one.value === value)
  return (
    <Select
      {...look}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Nobody' }}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage="Nobody found. Type a name or an extension."
      data={isListed ? found : [{ value, label: typed || (name ?? '') }, ...found]}
      value={value}
      onChange={onChange}
    />
  )
}
