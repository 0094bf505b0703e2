import { Button, Group, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { ChangeOperation, EntityKind } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { ChangeSource } from '../../../contract/roles.ts'
import { answerOf } from '../../../web/answers.ts'
import type { ConsoleSearch } from '../../paths.ts'
import { SearchBox } from '../../table/search-box.tsx'
import { AddFilter, focusLater } from '../users/list/add-filter.tsx'
import { FilterChip } from '../users/list/filter-chip.tsx'
import { kindTexts, sourceTexts, userChangeTexts } from './change-text.ts'

const fields = { actor: 'Who', kind: 'What', source: 'How' } as const
type Field = keyof typeof fields
const names = ['actor', 'kind', 'source'] as const

const kinds = [
  ...EntityKind.options.map((kind) => ({ value: kind, label: kindTexts[kind] })),
  ...ChangeOperation.options.map((operation) => ({ value: `user.${operation}`, label: userChangeTexts[operation] })),
]
const sources = ChangeSource.options.map((source) => ({ value: source, label: sourceTexts[source] }))

/** Narrows the history by who, what, how, when and the name of what was changed; all of it is part of the address. */
export function ActivityFilters({ children }: { children: ReactNode }) {
  const search = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const { data: actors } = useQuery(answerOf(endpoints.listActors, {}))
  const [open, setOpen] = useState<Field | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const change = (part: Partial<ConsoleSearch>) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: true })
  const choices = {
    actor: (actors?.items ?? []).map(({ key, name }) => ({ value: key, label: name })),
    kind: kinds,
    source: sources,
  }
  const set = names.filter((name) => search[name] !== undefined || name === open)
  const isFiltered = set.length > 0 || search.q || search.from || search.to
  return (
    <Group mb="md" gap="xs">
      <SearchBox value={search.q ?? ''} label="Search the activity" placeholder="Name or number" />
      <Day label="From" value={search.from} onChange={(from) => change({ from })} />
      <Day label="To" value={search.to} onChange={(to) => change({ to })} />
      {set.map((name) => (
        <FilterChip
          key={name}
          label={fields[name]}
          value={search[name] ?? ''}
          choices={choices[name]}
          isQuestion
          isOpen={open === name}
          onOpen={(isOpen) => {
            setOpen((now) => (isOpen ? name : now === name ? null : now))
            if (!isOpen && search[name] === undefined) focusLater(addButton)
          }}
          onChange={(value) => {
            change({ [name]: value || undefined })
            if (value !== undefined) return
            setOpen(null)
            focusLater(addButton)
          }}
        />
      ))}
      <AddFilter
        names={names.filter((name) => !set.includes(name))}
        labels={fields}
        onAdd={setOpen}
        button={addButton}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setOpen(null)
            change({
              q: undefined,
              actor: undefined,
              kind: undefined,
              source: undefined,
              from: undefined,
              to: undefined,
            })
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

interface DayProps {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}

function Day({ label, value = '', onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={`${label} day`}
      leftSection={<Text size="xs">{label}</Text>}
      leftSectionWidth={44}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
