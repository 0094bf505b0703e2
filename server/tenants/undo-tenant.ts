import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { TenantSpec } from '../../contract/api/setup.ts'
import type { Context } from '../access/context.ts'
import { isSame } from '../changes/fields.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { changeTenant, readTenant } from './tenant-settings.ts'

/** Undo of the company's settings: each field goes back unless it was changed again. */
export async function undoTenant(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const conflicts: UndoConflict[] = []
  let undone = 0
  for (const change of changes) {
    const now = await readTenant(tx)
    const wish: Record<string, unknown> = {}
    for (const [field, after] of Object.entries(change.after ?? {})) {
      if (isSame(after, Reflect.get(now, field))) wish[field] = change.before?.[field]
      else
        conflicts.push({
          entity: 'tenant',
          entityId: now.id,
          label: change.label,
          field,
          message: `The setting (${field}) was changed again since, so it is left as it is.`,
        })
    }
    if (Object.keys(wish).length === 0) continue
    await changeTenant(tx, TenantSpec.partial().parse(wish), null)
    undone += 1
  }
  return { undone, conflicts }
}
