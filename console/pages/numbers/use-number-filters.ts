import { useSearch } from '@tanstack/react-router'
import { NumberState } from '../../../contract/api/numbers.ts'
import { NumberCategory } from '../../../contract/e164.ts'

/** What the list of numbers is narrowed by, as the address says it and as the server is asked. */
export function useNumberFilters() {
  const { q, state, country, category, shared } = useSearch({ from: '__root__' })
  return {
    /** To be kept when a panel opens or closes. */
    search: { q, state, country, category, shared },
    query: {
      pattern: q,
      state: NumberState.safeParse(state).data,
      country,
      category: NumberCategory.safeParse(category).data,
      isShared: shared ? 'true' : undefined,
    },
    isFiltered: [q, state, country, category, shared].some(Boolean),
  }
}
