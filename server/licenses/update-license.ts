import { sql } from 'kysely'
import type { LicenseSpec, LicenseView } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { Context } from '../access/context.ts'
import { differing } from '../changes/differing.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError, refuseField } from '../problem-error.ts'
import { readLicense } from './license-view.ts'

/** Changes name, entitlements or quantity. Fewer than are in use cannot be owned. */
export async function updateLicense(
  ctx: Context,
  id: Id,
  patch: Partial<LicenseSpec>,
  expectedVersion: number | null,
): Promise<{ license: LicenseView; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => changeLicense(tx, id, patch, expectedVersion),
    ({ name }) => `changed the licence ${name}`,
  )
  return { license: result, changeSetId }
}

/** As `updateLicense`, inside a transaction. */
export async function changeLicense(
  tx: ChangeTx,
  id: Id,
  patch: Partial<LicenseSpec>,
  expectedVersion: number | null,
): Promise<LicenseView> {
  const now = await readLicense(tx, id)
  const before: LicenseSpec = { name: now.name, entitlements: now.entitlements, owned: now.owned }
  const after: LicenseSpec = { ...before, ...patch }
  const change = differing(before, after)
  const updated = await tx.db
    .updateTable('license_type')
    .set({
      name: after.name,
      name_key: textKey(after.name),
      entitlements: after.entitlements,
      version: sql`version + ${change ? 1 : 0}`,
    })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .where('version', '=', expectedVersion ?? now.version)
    .executeTakeFirst()
  if (updated.numUpdatedRows !== 1n) {
    throw new ProblemError(
      'version_conflict',
      'Somebody changed this licence since you opened it. Look at the new values, then save again.',
    )
  }
  if (!change) return now
  await setOwned(tx, id, after.owned)
  tx.record({
    entity: 'licenseType',
    entityId: id,
    label: after.name,
    operation: 'update',
    before: change.before,
    after: change.after,
  })
  return readLicense(tx, id)
}

async function setOwned(tx: ChangeTx, id: Id, owned: number): Promise<void> {
  // The row is locked first, so that nobody takes a seat between the look and the write.
  const pool = await tx.db
    .selectFrom('license_pool')
    .select('used')
    .where('tenant_id', '=', tx.tenantId)
    .where('license_type_id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (owned < pool.used)
    refuseField(
      '/owned',
      'pool_below_use',
      `${pool.used} are in use, so at least ${pool.used} must be owned. Free some first.`,
    )
  await tx.db
    .updateTable('license_pool')
    .set({ owned })
    .where('tenant_id', '=', tx.tenantId)
    .where('license_type_id', '=', id)
    .execute()
}
