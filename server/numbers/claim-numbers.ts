import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { formatNumber } from './format-number.ts'
import { insertUnowned, takeFromStock } from './inventory-store.ts'
import type { NumberKind } from './number-facts.ts'
import { keptOf, type NumberRecord, newNumber } from './number-record.ts'

/** Takes all these numbers from the operator's stock, or none: refuses with those that somebody else has meanwhile, or beyond the allowance. */
export async function claimNumbers(
  ctx: Context,
  e164s: readonly string[],
): Promise<{ claimed: number; changeSetId: Id }> {
  const wanted = [...new Set(e164s)]
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => claimInTx(tx, wanted),
    (claimed) => `claimed ${countWords(claimed)}`,
  )
  if (!changeSetId) throw new Error('Claimed numbers leave a change.')
  return { claimed: result.length, changeSetId }
}

async function claimInTx(tx: ChangeTx, wanted: readonly string[]): Promise<NumberKind[]> {
  const taken = await takeFromStock(tx, wanted)
  const inStock = new Set(taken.map((one) => one.e164))
  const missing = wanted.filter((number) => !inStock.has(number))
  if (missing.length > 0) {
    const message = `${missing.slice(0, 3).map(formatNumber).join(', ')}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''} cannot be claimed any more. Choose others.`
    throw new ProblemError(
      'number_not_in_stock',
      message,
      missing.map((number) =>
        problemAt(
          `/numbers/${wanted.indexOf(number)}`,
          'number_not_in_stock',
          `${formatNumber(number)} is not in stock.`,
        ),
      ),
    )
  }
  await addToInventory(tx, taken, 'stock')
  return taken
}

/** Puts numbers into the inventory and into history: all of them. Refuses with those that somebody here already has. */
export async function addToInventory(
  tx: ChangeTx,
  numbers: readonly NumberKind[],
  origin: NumberRecord['origin'],
): Promise<void> {
  const added = await addUnowned(
    tx,
    numbers.map((number) => newNumber(number, origin)),
  )
  const isAdded = new Set(added.map((one) => one.e164))
  const owned = numbers.filter((number) => !isAdded.has(number.e164))
  if (owned.length === 0) return
  const problems = owned.slice(0, 100).map(({ e164 }) => {
    const message = `${formatNumber(e164)} already belongs to a company of this installation.`
    return problemAt('/numbers', 'number_owned_elsewhere', message)
  })
  throw new ProblemError('number_owned_elsewhere', problems[0]?.message ?? '', problems)
}

/** As `addToInventory`, for those that nobody has; answers them. */
export async function addUnowned(
  tx: ChangeTx,
  numbers: readonly NumberRecord[],
  operation: 'create' | 'restore' = 'create',
): Promise<NumberRecord[]> {
  const added = await insertUnowned(tx, numbers)
  for (const number of added) {
    tx.record({
      entity: 'number',
      entityId: number.e164,
      label: formatNumber(number.e164),
      operation,
      before: null,
      after: keptOf(number),
    })
  }
  return added
}

/** "+1 415 555 0142", "12 numbers". */
export function countWords(numbers: readonly { e164: string }[]): string {
  const [first] = numbers
  return numbers.length === 1 && first ? formatNumber(first.e164) : counted(numbers.length, 'number')
}
