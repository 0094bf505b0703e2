interface Filters {
  q?: string | undefined
  site?: string | undefined
  state?: string | undefined
}

/** The filters of the list, kept while its panels open and close. */
export function keptFilters({ q, site, state }: Filters): Filters {
  return { q, site, state }
}
