import { differing } from '../changes/differing.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import { formatNumber } from './format-number.ts'
import { writeNumbers } from './inventory-store.ts'
import { keptOf, type NumberRecord } from './number-record.ts'

/** Writes and records what differs of numbers that the caller has locked. */
export async function changeNumbers(
  tx: ChangeTx,
  numbers: readonly { readonly before: NumberRecord; readonly after: NumberRecord }[],
): Promise<void> {
  const changed = numbers.flatMap(({ before, after }) => {
    const change = differing(before, after)
    return change ? [{ after, change }] : []
  })
  await writeNumbers(
    tx,
    changed.map((one) => one.after),
  )
  for (const { after, change } of changed) {
    const label = formatNumber(after.e164)
    tx.record({ entity: 'number', entityId: after.e164, label, operation: 'update', ...change })
  }
}

/** Records that numbers left the inventory. */
export function recordGone(tx: ChangeTx, numbers: readonly NumberRecord[]): void {
  for (const record of numbers) {
    const label = formatNumber(record.e164)
    const before = keptOf(record)
    tx.record({ entity: 'number', entityId: record.e164, label, operation: 'delete', before, after: null })
  }
}
