import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { SitePatch, SiteSpec } from '../../contract/api/sites.ts'
import type { Context } from '../access/context.ts'
import type { StoredChange } from '../changes/history-store.ts'
import { isSame } from '../changes/plan.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { dropSite } from './delete-site.ts'
import { insertSite } from './site-store.ts'
import { readSites } from './site-view.ts'
import { changeSite } from './update-site.ts'

/** Undo of sites: a created one goes if nobody uses it, a deleted one comes back, a changed field goes back unless changed again. */
export async function undoSites(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const conflicts: UndoConflict[] = []
  let undone = 0
  for (const change of changes) {
    if (await undoSite(tx, change, conflicts)) undone += 1
  }
  return { undone, conflicts }
}

async function undoSite(tx: ChangeTx, change: StoredChange, conflicts: UndoConflict[]): Promise<boolean> {
  const id = change.entity_id
  const now = (await readSites(tx)).find((site) => site.id === id)
  const conflict = (field: string, message: string) => {
    conflicts.push({ entity: 'site', entityId: id, label: change.label, field, message })
    return false
  }
  if (change.operation === 'delete') {
    if (now) return conflict('', `The site ${change.label} is there again.`)
    const spec = SiteSpec.parse(change.before)
    await insertSite(tx, id, spec)
    tx.record({ entity: 'site', entityId: id, label: spec.name, operation: 'restore', before: null, after: spec })
    return true
  }
  if (!now) return conflict('', `The site ${change.label} was deleted since.`)
  if (change.operation !== 'update') {
    if (now.users > 0) return conflict('', `${now.users} people belong to ${now.name} now, so it stays.`)
    await dropSite(tx, id)
    return true
  }
  const wish: Record<string, unknown> = {}
  for (const [field, after] of Object.entries(change.after ?? {})) {
    if (isSame(after, Reflect.get(now, field))) wish[field] = change.before?.[field]
    else conflict(field, `The site ${now.name} was changed again since (${field}), so that is left as it is.`)
  }
  if (Object.keys(wish).length === 0) return false
  await changeSite(tx, id, SitePatch.parse(wish), null)
  return true
}
