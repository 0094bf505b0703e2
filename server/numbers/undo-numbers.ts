import { z } from 'zod'
import { NumberCategory } from '../../contract/e164.ts'
import type { Context } from '../access/context.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { addUnowned } from './claim-numbers.ts'
import { removeIdleNumbers, returnToStock, takeFromStock } from './inventory-store.ts'

const Kept = z.object({
  e164: z.string(),
  country: z.string(),
  category: NumberCategory,
  area: z.string(),
  origin: z.enum(['stock', 'own']),
})

/** Undo of numbers: claimed ones go back unless somebody uses them, released ones come back if they are still to be had. */
export async function undoNumbers(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const added = changes.filter((change) => change.operation === 'create')
  const removed = changes.filter((change) => change.operation === 'delete')
  const gone = await takeBackOut(tx, added)
  const back = await bringBack(tx, removed)
  const conflicts = [
    ...added
      .filter((change) => !gone.has(change.entity_id))
      .map((change) => conflictOf(change, `${change.label} is in use or was released since, so it is left as it is.`)),
    ...removed
      .filter((change) => !back.has(change.entity_id))
      .map((change) => conflictOf(change, `${change.label} is no longer to be had.`)),
  ]
  return { undone: gone.size + back.size, conflicts }
}

async function takeBackOut(tx: ChangeTx, changes: readonly StoredChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const removed = await removeIdleNumbers(
    tx,
    changes.map((change) => change.entity_id),
  )
  await returnToStock(
    tx,
    removed.filter((one) => one.origin === 'stock'),
  )
  for (const number of removed) {
    const label = changes.find((change) => change.entity_id === number.e164)?.label ?? number.e164
    tx.record({ entity: 'number', entityId: number.e164, label, operation: 'delete', before: number, after: null })
  }
  return new Set(removed.map((one) => one.e164))
}

async function bringBack(tx: ChangeTx, changes: readonly StoredChange[]): Promise<Set<string>> {
  const kept = changes.map((change) => Kept.parse(change.before))
  const fromStock = await takeFromStock(
    tx,
    kept.filter((one) => one.origin === 'stock').map((one) => one.e164),
  )
  const own = kept.filter((one) => one.origin === 'own')
  const back = [...(await addUnowned(tx, fromStock, 'stock')), ...(await addUnowned(tx, own, 'own'))]
  return new Set(back.map((one) => one.e164))
}

function conflictOf(change: StoredChange, message: string) {
  return { entity: 'number' as const, entityId: change.entity_id, label: change.label, field: '', message }
}
