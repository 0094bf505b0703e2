import type { Id } from '../../contract/ids.ts'
import type { Problem } from '../../contract/problems.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { StalePlan } from '../changes/stale-plan.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError } from '../problem-error.ts'
import { countByCountry } from './allowance-room.ts'
import { countHeld } from './allowance-store.ts'
import { recordGone } from './change-numbers.ts'
import { countWords } from './claim-numbers.ts'
import { detachingIntents } from './detach-numbers.ts'
import { type HeldNumber, lockNumbers, removeNumbers, writeNumbers } from './inventory-store.ts'
import { mainNumberUses, numberUses } from './number-uses.ts'
import { whyNotReleasable } from './why-not-releasable.ts'

export interface ReleaseWish {
  readonly numbers: readonly string[]
  /** Takes the numbers from whoever has them or shows them as caller ID first. */
  readonly detach: boolean
}

export interface Released {
  readonly released: number
  /** When the numbers leave for good; null for at once. */
  readonly restsUntil: string | null
  readonly changeSetId: Id | null
  readonly problems: Problem[]
}

/**
 * Lets numbers go: all that are named, or none. They count against the allowance no more, rest for the company's days of quarantine, and
 * then leave the inventory; those that came from the operator's stock return there.
 */
export async function releaseNumbers(ctx: Context, wish: ReleaseWish): Promise<Released> {
  const { result, changeSetId } = await retryingCollisions((attempt) =>
    changing(
      ctx,
      (tx) => releaseInTx(ctx, tx, wish, attempt),
      ({ numbers }) => `released ${countWords(numbers)}`,
    ),
  )
  if (!changeSetId) throw new Error('Released numbers leave a change.')
  return { released: result.numbers.length, restsUntil: result.restsUntil, changeSetId, problems: result.problems }
}

/** What a release would do, and what stands in its way. */
export async function previewRelease(ctx: Context, wish: ReleaseWish): Promise<Released> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const wanted = [...new Set(wish.numbers)]
    const held = await lockNumbers(tx, wanted)
    const problems = await whyNot(tx, wanted, held, wish)
    const days = await quarantineDays(tx)
    const isRefused = problems.some((problem) => problem.severity !== 'warning')
    return { released: isRefused ? 0 : wanted.length, restsUntil: endOfRest(days), changeSetId: null, problems }
  })
}

async function releaseInTx(ctx: Context, tx: ChangeTx, wish: ReleaseWish, attempt: number) {
  const wanted = [...new Set(wish.numbers)]
  if (wish.detach) await detach(ctx, tx, wanted, attempt)
  const held = await lockNumbers(tx, wanted)
  // Given to somebody between the detachment and the lock: they must be asked again who has them.
  if (wish.detach && [...held.values()].some(({ userId }) => userId !== null)) throw new StalePlan('number')
  const problems = await whyNot(tx, wanted, held, wish)
  refuse(problems)
  const numbers = wanted.flatMap((number) => held.get(number) ?? [])
  return { numbers: numbers.map((one) => one.record), problems, restsUntil: await releaseHeld(tx, numbers) }
}

async function whyNot(
  tx: TenantTx,
  wanted: readonly string[],
  held: ReadonlyMap<string, HeldNumber>,
  wish: ReleaseWish,
) {
  const uses = { people: await numberUses(tx, wanted), sites: await mainNumberUses(tx, wanted) }
  return whyNotReleasable(wanted, held, uses, wish.detach)
}

async function detach(ctx: Context, tx: ChangeTx, wanted: readonly string[], attempt: number): Promise<void> {
  const intents = await detachingIntents(tx, wanted, await numberUses(tx, wanted))
  if (intents.length > 0) await planAndApply(ctx, tx, intents, attempt)
}

function refuse(problems: readonly Problem[]): void {
  const [first, ...others] = problems.filter((problem) => problem.severity !== 'warning')
  if (!first) return
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  throw new ProblemError(first.code, `${first.message}${more}`, problems)
}

/** Releases locked, idle numbers and answers until when they rest; null when they left at once. */
export async function releaseHeld(tx: ChangeTx, numbers: readonly HeldNumber[]): Promise<string | null> {
  if (numbers.length === 0) return null
  const restsUntil = endOfRest(await quarantineDays(tx))
  const records = numbers.map((one) => one.record)
  if (restsUntil === null) await removeNumbers(tx, records)
  else {
    const releasedAt = new Date().toISOString()
    await writeNumbers(
      tx,
      records.map((one) => ({ ...one, sharedName: null, restsUntil, reservedFor: null, releasedAt })),
    )
    await countHeld(tx, countByCountry(records, -1))
  }
  recordGone(tx, records)
  return restsUntil
}

async function quarantineDays(tx: TenantTx): Promise<number> {
  const { number_quarantine_days } = await tx.db
    .selectFrom('tenant')
    .select('number_quarantine_days')
    .where('id', '=', tx.tenantId)
    .executeTakeFirstOrThrow()
  return number_quarantine_days
}

function endOfRest(days: number): string | null {
  return days === 0 ? null : new Date(Date.now() + days * 24 * 3600_000).toISOString()
}
