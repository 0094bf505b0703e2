import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { authorize } from '../access/authorize.ts'
import type { Context } from '../access/context.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { changeBought } from './allowance.ts'
import { lockAllowance } from './allowance-store.ts'

/** Undo of bought numbers: each country goes back to what it was, unless it was changed again or more are held by now. */
export async function undoAllowance(ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  // What a company has bought is the operator's side of the contract, forwards and backwards.
  authorize(ctx, 'operator')
  const conflicts: UndoConflict[] = []
  let undone = 0
  for (const { entity_id: country, label, before, after } of changes) {
    const counts = await lockAllowance(tx)
    const { bought = 0, used = 0 } = counts.countries.find((one) => one.country === country) ?? {}
    const back = Number(before?.bought ?? 0)
    const drawn = counts.drawn - Math.max(0, used - bought) + Math.max(0, used - back)
    const message =
      bought !== after?.bought
        ? `The allowance of ${label} was changed again since, so it is left as it is.`
        : drawn > counts.included
          ? `${used} ${label} numbers are held by now, so fewer cannot be bought.`
          : null
    if (message) conflicts.push({ entity: 'numberAllowance', entityId: country, label, field: 'bought', message })
    else {
      await changeBought(tx, country, back)
      undone += 1
    }
  }
  return { undone, conflicts }
}
