import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ChangeOperation, EntityKind } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { ChangeSource } from '../../../contract/roles.ts'
import { answerOf } from '../../../web/answers.ts'
import type { ConsoleSearch } from '../../paths.ts'
import { Filters } from '../../table/filters/filters.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { kindTexts, sourceTexts, userChangeTexts } from './change-text.ts'

const fields = { actor: 'Who', kind: 'What', source: 'How' } as const

const kinds = [
  ...EntityKind.options.map((kind) => ({ value: kind, label: kindTexts[kind] })),
  ...ChangeOperation.options.map((operation) => ({ value: `user.${operation}`, label: userChangeTexts[operation] })),
]
const sources = ChangeSource.options.map((source) => ({ value: source, label: sourceTexts[source] }))

/** Narrows the history by who, what, how, when and the name of what was changed. */
export function ActivityFilters({ children }: { children: ReactNode }) {
  const { q = '', from, to } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const { data: actors } = useQuery(answerOf(endpoints.listActors, {}))
  const change = (part: Partial<ConsoleSearch>) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: true })
  const choices = {
    actor: (actors?.items ?? []).map(({ key, name }) => ({ value: key, label: name })),
    kind: kinds,
    source: sources,
  }
  return (
    <Filters
      labels={fields}
      choices={(name) => choices[name]}
      areQuestions
      others={['q', 'from', 'to']}
      before={
        <>
          <SearchBox value={q} label="Search the activity" placeholder="Name or number" />
          <Day label="From" value={from} onChange={(day) => change({ from: day })} />
          <Day label="To" value={to} onChange={(day) => change({ to: day })} />
        </>
      }
    >
      {children}
    </Filters>
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
