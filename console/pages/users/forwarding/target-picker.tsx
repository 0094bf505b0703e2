import { Select } from '@mantine/core'
import { useState } from 'react'
import type { ForwardTarget } from '../../../../contract/services-spec.ts'
import { usePeopleAndNumbers } from './use-people-and-numbers.ts'

interface TargetPickerProps {
  label: string
  placeholder: string
  /** Whose plan reads a number that is typed without its country code. */
  country: string
  /** Who is not offered: the person themself. */
  except: string | null
  onPick: (target: ForwardTarget) => void
}

/** Finds a colleague by name or extension, or takes any number. */
export function TargetPicker({ label, placeholder, country, except, onPick }: TargetPickerProps) {
  const [typed, setTyped] = useState('')
  const choices = usePeopleAndNumbers(typed, country, except)
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage="Nobody found. Type a name, an extension or a number with its country code."
      data={[...choices]}
      value={null}
      onChange={(value) => {
        if (value) onPick(targetOf(value))
        setTyped('')
      }}
    />
  )
}

function targetOf(value: string): ForwardTarget {
  const [kind, rest = ''] = value.split(':')
  return kind === 'user' ? { kind: 'user', userId: rest } : { kind: 'number', number: rest }
}
