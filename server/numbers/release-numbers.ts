import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { countWords } from './claim-numbers.ts'
import { formatNumber } from './format-number.ts'
import { removeIdleNumbers, returnToStock } from './inventory-store.ts'

/** Gives idle numbers back: all that are named, or none. Those that came from the stock return there. */
export async function releaseNumbers(
  ctx: Context,
  e164s: readonly string[],
): Promise<{ released: number; changeSetId: Id }> {
  const wanted = [...new Set(e164s)]
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => releaseInTx(tx, wanted),
    (released) => `released ${countWords(released)}`,
  )
  if (!changeSetId) throw new Error('Released numbers leave a change.')
  return { released: result.length, changeSetId }
}

/** As `releaseNumbers`, inside a transaction. */
export async function releaseInTx(tx: ChangeTx, wanted: readonly string[]) {
  const removed = await removeIdleNumbers(tx, wanted)
  const kept = wanted.filter((number) => !removed.some((one) => one.e164 === number))
  if (kept.length > 0) {
    const message = `${kept.slice(0, 3).map(formatNumber).join(', ')} ${kept.length === 1 ? 'is' : 'are'} in use, resting, or not yours. Take the number away from its user first.`
    throw new ProblemError(
      'still_in_use',
      message,
      kept.map((number) =>
        problemAt(`/numbers/${wanted.indexOf(number)}`, 'still_in_use', `${formatNumber(number)} cannot be released.`),
      ),
    )
  }
  await returnToStock(
    tx,
    removed.filter((one) => one.origin === 'stock'),
  )
  for (const number of removed) {
    tx.record({
      entity: 'number',
      entityId: number.e164,
      label: formatNumber(number.e164),
      operation: 'delete',
      before: number,
      after: null,
    })
  }
  return removed
}
