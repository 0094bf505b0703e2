import { Button, Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { type ConditionName, conditionNames } from '../../../../contract/user-filter.ts'
import { SearchBox } from '../../../table/search-box.tsx'
import { withoutFilters } from '../kept-filters.ts'
import { AddFilter, focusLater } from './add-filter.tsx'
import { FilterChip } from './filter-chip.tsx'
import { filterLabels, hasOrNot, useFilterChoices } from './filter-fields.ts'

/** Narrows the list: search as you type, and conditions. All of it is part of the address. */
export function FilterBar({ children }: { children: ReactNode }) {
  const search = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const choices = useFilterChoices()
  const [open, setOpen] = useState<ConditionName | null>(null)
  const change = (name: ConditionName, value: string | undefined) =>
    void navigate({ to: '.', search: (old) => ({ ...old, [name]: value || undefined }), replace: true })
  const set = conditionNames.filter((name) => search[name] !== undefined || name === open)
  const add = (name: ConditionName) => {
    if (hasOrNot.has(name)) change(name, search[name] ?? '!none')
    setOpen(name)
  }
  const addButton = useRef<HTMLButtonElement>(null)
  const close = (name: ConditionName) => {
    setOpen((now) => (now === name ? null : now))
    if (search[name] === undefined) focusLater(addButton)
  }
  return (
    <Group mb="md" gap="xs">
      <SearchBox value={search.q ?? ''} label="Search users" placeholder="Search name, number, e-mail" />
      {set.map((name) => (
        <FilterChip
          key={name}
          label={filterLabels[name]}
          value={search[name] ?? ''}
          choices={choices(name)}
          isPlain={hasOrNot.has(name)}
          isOpen={open === name}
          onOpen={(isOpen) => (isOpen ? setOpen(name) : close(name))}
          onChange={(value) => {
            change(name, value)
            if (value !== undefined) return
            setOpen(null)
            focusLater(addButton)
          }}
        />
      ))}
      <AddFilter
        names={conditionNames.filter((name) => !set.includes(name))}
        labels={filterLabels}
        onAdd={add}
        button={addButton}
      />
      {(set.length > 0 || search.q) && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setOpen(null)
            focusLater(addButton)
            void navigate({ to: '.', search: withoutFilters, replace: true })
          }}
        >
          Reset
        </Button>
      )}
      <Group gap="xs" ml="auto">
        {children}
      </Group>
    </Group>
  )
}
