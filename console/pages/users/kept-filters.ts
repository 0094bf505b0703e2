import { conditionNames, UserFilter, UserSort } from '../../../contract/user-filter.ts'
import type { ConsoleSearch } from '../../paths.ts'

const names = ['q', ...conditionNames, 'sort', 'columns'] as const
type Filters = Pick<ConsoleSearch, (typeof names)[number]>

/** The filters of the list, kept while its panels open and close. */
export function keptFilters(search: Filters): Filters {
  return Object.fromEntries(names.map((name) => [name, search[name]]))
}

/** The conditions that an address spells; what is none is left out, so that an old link still shows a list. */
export function filterQuery(search: Filters) {
  const conditions = conditionNames.flatMap((name) =>
    search[name] !== undefined && UserFilter.shape[name].safeParse(search[name]).success ? [[name, search[name]]] : [],
  )
  return { ...(search.q ? { query: search.q } : {}), ...Object.fromEntries(conditions) } as Readonly<
    Record<string, string>
  >
}

/** The order that an address spells. */
export function sortOf({ sort }: Filters): UserSort {
  return UserSort.safeParse(sort).data ?? 'name'
}
