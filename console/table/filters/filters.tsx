import { Button, Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import type { ConsoleSearch } from '../../paths.ts'
import { AddFilter } from './add-filter.tsx'
import { type Choice, FilterChip } from './filter-chip.tsx'

interface FiltersProps<Name extends keyof ConsoleSearch> {
  /** What the list can be narrowed by, in the order of the menu; named as in the address. */
  labels: Readonly<Record<Name, string>>
  choices: (name: Name) => readonly Choice[]
  /** Fields that somebody has or has not; there is nothing to choose. */
  hasOrNot?: ReadonlySet<Name>
  /** “Who: Dana Reyes” instead of “Site is HQ”, where the labels are questions. */
  areQuestions?: boolean
  /** Other parts of the address that narrow the list and that Reset empties. */
  others: readonly (keyof ConsoleSearch)[]
  /** The search box, and what else stands before the conditions. */
  before: ReactNode
  children: ReactNode
}

/** Narrows a list: conditions as chips, one more, or none again. All of it is part of the address, and focus is never lost. */
export function Filters<Name extends keyof ConsoleSearch>(props: FiltersProps<Name>) {
  const { labels, choices, hasOrNot, others } = props
  const names = Object.keys(labels) as Name[]
  const search = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const [open, setOpen] = useState<Name | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  // The button that was pressed goes away with its filter.
  const focusLater = () => setTimeout(() => addButton.current?.focus(), 50)
  const write = (part: Partial<ConsoleSearch>) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: true })
  const change = (name: Name, value: string | undefined) => {
    write({ [name]: value || undefined })
    if (value !== undefined) return
    setOpen(null)
    focusLater()
  }
  const add = (name: Name) => {
    if (hasOrNot?.has(name)) change(name, search[name] ?? '!none')
    setOpen(name)
  }
  const close = (name: Name) => {
    setOpen((now) => (now === name ? null : now))
    if (search[name] === undefined) focusLater()
  }
  const reset = () => {
    setOpen(null)
    focusLater()
    write(Object.fromEntries([...names, ...others].map((name) => [name, undefined])))
  }
  const set = names.filter((name) => search[name] !== undefined || name === open)
  return (
    <Group mb="md" gap="xs">
      {props.before}
      {set.map((name) => (
        <FilterChip
          key={name}
          label={labels[name]}
          value={search[name] ?? ''}
          choices={choices(name)}
          isPlain={hasOrNot?.has(name)}
          isQuestion={props.areQuestions}
          isOpen={open === name}
          onOpen={(isOpen) => (isOpen ? setOpen(name) : close(name))}
          onChange={(value) => change(name, value)}
        />
      ))}
      <AddFilter names={names.filter((name) => !set.includes(name))} labels={labels} onAdd={add} button={addButton} />
      {(set.length > 0 || others.some((name) => search[name])) && (
        <Button variant="subtle" size="compact-sm" onClick={reset}>
          Reset
        </Button>
      )}
      <Group gap="xs" ml="auto">
        {props.children}
      </Group>
    </Group>
  )
}
