import { fieldWords } from '../../contract/field-words.ts'
import { sentenceCase } from '../../contract/plain-words.ts'
import type { Problem } from '../../contract/problems.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { valueAt } from './fields.ts'
import type { Plan, PlannedUser, Snapshot } from './intent.ts'
import { labelled } from './labelled.ts'

/**
 * Refuses a plan of somebody who was changed since whoever asks looked. It names every field that would be overwritten, with what stands
 * there now and what was wanted, and carries the ETag of now: enough to merge and ask again.
 */
export function refuseStaleVersions({ rows, snapshot }: Plan): void {
  const stale = rows.find(
    ({ intent, version }) => intent.expectedVersion !== null && intent.expectedVersion !== version,
  )
  if (!stale) return
  throw new ProblemError(
    'version_conflict',
    'Somebody changed this user since you opened it. Look at the new values, then save again.',
    bothValues(stale, snapshot),
    { etag: `"${stale.version}"` },
  )
}

function bothValues({ intent, before, after, changed }: PlannedUser, snapshot: Snapshot): Problem[] {
  const fields = changed.filter((field) => valueAt(intent.spec, field) !== undefined)
  const theirs = before ? labelled(before, fields, snapshot) : {}
  const ours = labelled(after, fields, snapshot)
  return fields.map((field) => {
    const values = { now: theirs[field] ?? null, wanted: ours[field] ?? null }
    const message = `${sentenceCase(fieldWords(field))} is ${inWords(values.now)} now; you want ${inWords(values.wanted)}.`
    return { ...problemAt(`/${field.replaceAll('.', '/')}`, 'version_conflict', message), values }
  })
}

/** What fits into a sentence; the rest is told as a value. */
function inWords(value: unknown): string {
  if (value === null) return 'empty'
  if (typeof value === 'object' && 'name' in value) return `“${value.name}”`
  return typeof value === 'object' ? 'something else' : `“${value}”`
}
