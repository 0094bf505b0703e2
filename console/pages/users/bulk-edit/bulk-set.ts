import { BulkSet } from '../../../../contract/api/bulk-edit.ts'

/** What was ticked: values by the path of the field. */
export type BulkValues = Readonly<Record<string, unknown>>

/** The part of a user's spec that the ticked fields make; nothing of the others. */
export function bulkSetOf(values: BulkValues): unknown {
  const set: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.')
    const last = keys.pop() ?? path
    let into = set
    for (const key of keys) {
      const inner = into[key]
      const next: Record<string, unknown> = isObject(inner) ? inner : {}
      into[key] = next
      into = next
    }
    into[last] = value
  }
  return set
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What the contract says of the ticked fields, by the path of the field; empty when it takes them. */
export function bulkProblems(values: BulkValues): Map<string, string> {
  const problems = new Map<string, string>()
  for (const { path, message } of BulkSet.safeParse(bulkSetOf(values)).error?.issues ?? []) {
    const pointer = path.join('.')
    const field = Object.keys(values).find((one) => pointer === one || pointer.startsWith(`${one}.`))
    if (field && !problems.has(field)) problems.set(field, message)
  }
  return problems
}
