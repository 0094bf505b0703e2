/** How the summary of an undo begins; that of an undo of an undo begins otherwise. */
export const tookBack = 'took back: '

/** A recorded value in one line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueText).join(', ')
  if (typeof value !== 'object') return String(value)
  if ('from' in value && 'to' in value) return `${valueText(value.from)} to ${valueText(value.to)}`
  const parts = inReadingOrder(value)
  const name = 'name' in value ? value.name : undefined
  return typeof name === 'string' ? name : parts.map(valueText).join(', ') || '–'
}

const addressOrder = ['line1', 'line2', 'postalCode', 'city', 'state', 'country']

function inReadingOrder(value: object): unknown[] {
  const rank = (key: string) => addressOrder.indexOf(key)
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b))
  return entries.map(([, part]) => part).filter((part) => part !== null && part !== '')
}

/** The fields that differ between before and after; all of them where one side is missing. */
export function changedFields(before: Record<string, unknown> | null, after: Record<string, unknown> | null): string[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields.filter((field) => valueText(before?.[field]) !== valueText(after?.[field]))
}
