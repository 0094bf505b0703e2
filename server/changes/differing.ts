import { isSame } from './fields.ts'

/** The fields that differ, before and after; null when all are the same. */
export function differing<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } | null {
  const was: Partial<T> = {}
  const is: Partial<T> = {}
  for (const field of Object.keys(after) as (keyof T)[]) {
    if (isSame(before[field], after[field])) continue
    was[field] = before[field]
    is[field] = after[field]
  }
  return Object.keys(is).length > 0 ? { before: was, after: is } : null
}
