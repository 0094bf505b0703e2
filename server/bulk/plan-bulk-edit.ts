import type { BulkEditSpec } from '../../contract/api/bulk-edit.ts'
import type { LeftOut } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Problem } from '../../contract/problems.ts'
import { waitInLine } from '../changes/collisions.ts'
import type { Intent, Plan, PlannedUser } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import { possiblePart } from '../changes/possible-part.ts'
import { loadSnapshot } from '../changes/snapshot.ts'
import type { TenantTx } from '../db/database.ts'
import { userIdsOf } from '../users/find-users.ts'
import { lockUsers } from '../users/user-locks.ts'
import { whoHasNumbers } from '../users/who-has-numbers.ts'

/** What goes into a bulk edit; plain data, so that a thread can take it. */
export interface BulkInput {
  readonly spec: BulkEditSpec
  /** Users with a registered phone now, on whom a filter may depend. */
  readonly registered: readonly Id[]
}

/** Who would be changed, and who cannot be. */
export interface BulkPlanned {
  /** Without those who cannot be changed. */
  readonly plan: Plan
  readonly refused: readonly PlannedUser[]
  /** Named, and here no more. */
  readonly missing: readonly Id[]
}

/** Plans a bulk edit. With `attempt` it will be carried out in this transaction: everybody in it is locked before they are looked at. */
export async function planBulkEdit(
  tx: TenantTx,
  { spec, registered }: BulkInput,
  attempt: number | null,
): Promise<BulkPlanned> {
  if (attempt) await waitInLine(tx)
  const ids = await selected(tx, spec, registered)
  const willApply = attempt !== null
  if (willApply) await lockUsers(tx, ids, false)
  const intents = await intentsFor(tx, spec, ids)
  const snapshot = await loadSnapshot(tx, intents, willApply)
  const isHere = ({ userId }: Intent) => snapshot.users.has(userId)
  return {
    ...possiblePart(intents.filter(isHere), snapshot),
    missing: intents.filter((intent) => !isHere(intent)).map(({ userId }) => userId),
  }
}

/** In order of id, so that the same people give the same plan. */
async function selected(tx: TenantTx, { ids, filter }: BulkEditSpec, registered: readonly Id[]): Promise<Id[]> {
  const all = ids ?? (await userIdsOf(tx, filter ?? {}, registered))
  return [...new Set(all)].sort()
}

/** The same wish for everybody; but who has a number keeps it where a free one is given to those without. */
async function intentsFor(tx: TenantTx, { set }: BulkEditSpec, ids: readonly Id[]): Promise<Intent[]> {
  const { numbers, ...others } = set
  const withNumber = numbers?.includes('auto') ? await whoHasNumbers(tx, ids) : new Set<Id>()
  const whole = { ...others, ...(numbers ? { numbers } : {}) }
  return ids.map((userId) => editing(userId, withNumber.has(userId) ? others : whole))
}

/** What people call a planned user. */
export function nameOf({ before, after }: PlannedUser): string {
  const { firstName, lastName } = before ?? after
  return `${firstName} ${lastName}`
}

/** What stands in the way of a row most of all. */
export function worstOf({ problems }: PlannedUser): Problem | undefined {
  return (
    problems.find(({ severity }) => severity === 'error') ?? problems.find(({ severity }) => severity !== 'warning')
  )
}

/** Everybody who cannot be changed, and why. */
export function leftOutOf({ refused, missing }: Pick<BulkPlanned, 'refused' | 'missing'>): LeftOut[] {
  const gone = missing.map((entityId) => {
    return { entityId, label: 'A removed user', field: '', message: 'This user was removed for good.' }
  })
  const others = refused.map((row) => {
    const worst = worstOf(row)
    return {
      entityId: row.intent.userId,
      label: nameOf(row),
      field: worst?.field ?? '',
      message: worst?.message ?? 'This user cannot be changed.',
    }
  })
  return [...others, ...gone]
}
