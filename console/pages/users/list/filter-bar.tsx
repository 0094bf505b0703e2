import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Filters } from '../../../table/filters/filters.tsx'
import { SearchBox } from '../../../table/search-box.tsx'
import { filterLabels, hasOrNot, useFilterChoices } from './filter-fields.ts'

/** Narrows the list of users: search as you type, and conditions. */
export function FilterBar({ children }: { children: ReactNode }) {
  const { q = '' } = useSearch({ from: '__root__' })
  return (
    <Filters
      labels={filterLabels}
      choices={useFilterChoices()}
      hasOrNot={hasOrNot}
      others={['q']}
      before={<SearchBox value={q} label="Search users" placeholder="Search name, number, e-mail" />}
    >
      {children}
    </Filters>
  )
}
