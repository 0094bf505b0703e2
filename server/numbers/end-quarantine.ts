import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { changeNumbers, recordGone } from './change-numbers.ts'
import { countWords } from './claim-numbers.ts'
import { formatNumber } from './format-number.ts'
import { type HeldNumber, lockNumbers, removeNumbers } from './inventory-store.ts'
import type { NumberRecord } from './number-record.ts'

/** Ends the rest of these numbers now, of all or of none: released ones leave at once, those of leavers can be given again. */
export async function endQuarantine(
  ctx: Context,
  e164s: readonly string[],
): Promise<{ available: number; left: number; changeSetId: Id }> {
  const wanted = [...new Set(e164s)]
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => endInTx(tx, wanted),
    ({ all }) => `ended the rest of ${countWords(all)}`,
  )
  if (!changeSetId) throw new Error('The end of a rest leaves a change.')
  return { available: result.available, left: result.left, changeSetId }
}

async function endInTx(tx: ChangeTx, wanted: readonly string[]) {
  const held = await lockNumbers(tx, wanted)
  const problems = wanted.flatMap((number, index) =>
    held.get(number)?.record.restsUntil
      ? []
      : problemAt(`/numbers/${index}`, 'conflict', `${formatNumber(number)} does not rest.`),
  )
  if (problems[0]) throw new ProblemError('conflict', problems[0].message, problems)
  const all = [...held.values()].map((one: HeldNumber) => one.record)
  const released = all.filter((one) => one.releasedAt)
  const kept = all.filter((one) => !one.releasedAt)
  await letGo(tx, released)
  await changeNumbers(
    tx,
    kept.map((before) => ({ before, after: { ...before, restsUntil: null, reservedFor: null } })),
  )
  return { all, available: kept.length, left: released.length }
}

/** Takes released numbers out for good; those from the stock can be claimed again. */
export async function letGo(tx: ChangeTx, released: readonly NumberRecord[]): Promise<void> {
  await removeNumbers(tx, released)
  recordGone(tx, released)
}
