import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { LicenseSpec } from '../../contract/api/licenses.ts'
import { authorize } from '../access/authorize.ts'
import type { Context } from '../access/context.ts'
import { isSame } from '../changes/fields.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { addLicense } from './create-license.ts'
import { dropLicense } from './delete-license.ts'
import { rightsStillUsed } from './license-use-store.ts'
import { readLicenses } from './license-view.ts'
import { changeLicense } from './update-license.ts'

/** Undo of licence types: an unused new one goes, a changed field goes back unless it was changed again or is needed. */
export async function undoLicenseTypes(ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  // Owning licences is the operator's side of the contract, forwards and backwards.
  authorize(ctx, 'operator')
  const conflicts: UndoConflict[] = []
  let undone = 0
  for (const change of changes) {
    if (await undoLicenseType(tx, change, conflicts)) undone += 1
  }
  return { undone, conflicts }
}

async function undoLicenseType(tx: ChangeTx, change: StoredChange, conflicts: UndoConflict[]): Promise<boolean> {
  const now = (await readLicenses(tx)).find((license) => license.id === change.entity_id)
  const conflict = (field: string, message: string) => {
    conflicts.push({ entity: 'licenseType', entityId: change.entity_id, label: change.label, field, message })
    return false
  }
  if (change.operation === 'delete') {
    if (now) return conflict('', `The licence ${change.label} is there again.`)
    await addLicense(tx, LicenseSpec.parse(change.before), change.entity_id)
    return true
  }
  if (!now) return conflict('', `The licence ${change.label} was removed since.`)
  if (change.operation !== 'update') {
    if (now.used > 0) return conflict('', `${now.used} people hold a ${now.name} licence, so it stays.`)
    await dropLicense(tx, now)
    return true
  }
  const wish: Record<string, unknown> = {}
  const entitlementsBack = async ({ before }: StoredChange) => {
    const entitlements = LicenseSpec.shape.entitlements.parse(before?.entitlements)
    const stuck = await rightsStillUsed(tx, now, entitlements)
    if (stuck.length > 0) conflict('entitlements', stuck.join(' '))
    else wish.entitlements = entitlements
  }
  for (const [field, after] of Object.entries(change.after ?? {})) {
    if (!isSame(after, Reflect.get(now, field)))
      conflict(field, `The licence ${now.name} was changed again since (${field}), so that is left as it is.`)
    else if (field === 'owned' && Number(change.before?.owned) < now.used)
      conflict(field, `${now.used} ${now.name} licences are in use, so fewer cannot be owned.`)
    else if (field === 'entitlements') await entitlementsBack(change)
    else wish[field] = change.before?.[field]
  }
  if (Object.keys(wish).length === 0) return false
  await changeLicense(tx, now.id, LicenseSpec.partial().parse(wish), null)
  return true
}
