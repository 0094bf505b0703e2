import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { valueAt } from '../changes/fields.ts'
import type { PlannedUser } from '../changes/intent.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import type { BulkPlanned } from './plan-bulk-edit.ts'

const mostNamed = 20

/**
 * Tells one plan from another, whatever is chosen for us: when it was made, how many it would change, leave and refuse, and a hash of
 * each person's part.
 */
export function fingerprintOf(planned: BulkPlanned, at: number = Date.now()): string {
  const { changed, unchanged, refused } = countsOf(planned)
  return [at.toString(36), changed, unchanged, refused, hashOf(planned)].join('.')
}

/** How many a plan would change, leave as they are, and refuse. */
export function countsOf({ plan, refused, missing }: BulkPlanned) {
  const unchanged = plan.rows.filter((row) => row.kind === 'unchanged').length
  return { changed: plan.rows.length - unchanged, unchanged, refused: refused.length + missing.length }
}

function hashOf({ plan, refused, missing }: BulkPlanned): string {
  const hash = createHash('sha256')
  for (const row of plan.rows) hash.update(`${JSON.stringify([row.intent.userId, row.kind, ...changesOf(row)])}\n`)
  for (const row of refused) hash.update(`${row.intent.userId} ${row.problems.map(({ code }) => code).join(' ')}\n`)
  for (const id of missing) hash.update(`${id}\n`)
  return hash.digest('base64url').slice(0, 22)
}

function changesOf(row: PlannedUser): unknown[] {
  return row.changed.map((field) => [field, row.before && valueAt(row.before, field), withoutChoice(row, field)])
}

/** Extensions and numbers of a bulk edit are chosen for us, so that only having one counts. */
function withoutChoice({ after }: PlannedUser, field: string): unknown {
  if (field === 'extension') return after.extension !== null
  if (field === 'numbers') return after.numbers.length
  return valueAt(after, field)
}

/** Refuses when this is not the plan that was looked at, and says what is different. */
export async function requireSamePlan(tx: TenantTx, seen: string | undefined, planned: BulkPlanned): Promise<void> {
  if (seen === undefined) return
  const [at = '', changed, unchanged, refused, hash] = seen.split('.')
  if (hash === hashOf(planned)) return
  const now = countsOf(planned)
  const moved = [
    ...difference('would change', changed, now.changed),
    ...difference('would stay as they are', unchanged, now.unchanged),
    ...difference('cannot be changed', refused, now.refused),
  ]
  const since = Number.parseInt(at, 36)
  const names = Number.isSafeInteger(since) ? await changedSince(tx, planned, new Date(since)) : []
  const how = moved.length > 0 ? `: ${moved.join(', ')}` : ', though the numbers are the same'
  throw new ProblemError(
    'plan_changed',
    `This is no longer the plan that you looked at${how}. Nothing was changed. Look at the new plan.`,
    names.map((name) => problemAt('', 'plan_changed', `${name} was changed meanwhile.`)),
  )
}

function difference(what: string, seen: string | undefined, now: number): string[] {
  return seen === String(now) ? [] : [`${now.toLocaleString('en-US')} ${what} instead of ${seen}`]
}

async function changedSince(tx: TenantTx, { plan, refused }: BulkPlanned, at: Date): Promise<string[]> {
  const ids = [...plan.rows, ...refused].map((row) => row.intent.userId)
  const { rows } = await sql<{ name: string }>`
    select first_name || ' ' || last_name as name from app_user
    where tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[]) and updated_at > ${at}
    order by sort_key, id limit ${mostNamed}`.execute(tx.db)
  return rows.map((row) => row.name)
}
