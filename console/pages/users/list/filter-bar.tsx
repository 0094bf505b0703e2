import { Button, Group, Menu } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type ConditionName, conditionNames } from '../../../../contract/user-filter.ts'
import { SearchBox } from '../../../table/search-box.tsx'
import { Icon } from '../../../ui/console-icons.tsx'
import { withoutFilters } from '../kept-filters.ts'
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
  const close = (name: ConditionName) => setOpen((now) => (now === name ? null : now))
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
            if (value === undefined) close(name)
          }}
        />
      ))}
      <AddFilter names={conditionNames.filter((name) => !set.includes(name))} onAdd={add} />
      {(set.length > 0 || search.q) && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setOpen(null)
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

function AddFilter({ names, onAdd }: { names: readonly ConditionName[]; onAdd: (name: ConditionName) => void }) {
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<Icon name="plus" size={14} />}>
          Add filter
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => (
          <Menu.Item key={name} onClick={() => onAdd(name)}>
            {filterLabels[name]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
