import { HistoryFilter } from '../../../contract/history-filter.ts'
import type { ConsoleSearch } from '../../paths.ts'

const conditions = ['actor', 'kind', 'source'] as const
const names = ['q', ...conditions, 'from', 'to', 'tab'] as const
type Search = Pick<ConsoleSearch, (typeof names)[number]>

/** The filters of the activity, kept while its panel opens and closes. */
export function activitySearch(search: Search): Search {
  return Object.fromEntries(names.map((name) => [name, search[name]]))
}

/** What an address asks of the history. Days are those of the reader, `to` is the last of them. */
export function historyQuery(search: Search): Readonly<Record<string, string>> {
  const asked = {
    text: search.q,
    ...Object.fromEntries(conditions.map((name) => [name, search[name]])),
    from: startOfDay(search.from, 0),
    to: startOfDay(search.to, 1),
  }
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(asked)) {
    const { success } = HistoryFilter.safeParse({ [name]: value })
    if (success && typeof value === 'string') query[name] = value
  }
  return query
}

function startOfDay(day: string | undefined, daysLater: number): string | undefined {
  const [year, month, date] =
    /^(\d{4})-(\d\d)-(\d\d)$/
      .exec(day ?? '')
      ?.slice(1)
      .map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return undefined
  return new Date(year, month - 1, date + daysLater).toISOString()
}
