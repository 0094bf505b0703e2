import type { LeftOut, TaskResult } from '../../contract/api/tasks.ts'
import { countsOf } from './bulk-fingerprint.ts'
import { type BulkPlanned, leftOutOf } from './plan-bulk-edit.ts'

const mostNamed = 1000

/** What carrying a plan out came to. */
export function bulkResult(planned: BulkPlanned): TaskResult {
  const { changed, unchanged, refused } = countsOf(planned)
  return { changed, unchanged, leftOutCount: refused, leftOut: firstLeftOut(planned) }
}

/** Who could not be changed, as many as a result names. */
export function firstLeftOut(planned: Pick<BulkPlanned, 'refused' | 'missing'>): LeftOut[] {
  return leftOutOf(planned).slice(0, mostNamed)
}
