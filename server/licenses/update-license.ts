import { sql } from 'kysely'
import type { LicenseSpec, LicenseView } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { Context } from '../access/context.ts'
import { differing } from '../changes/differing.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { recountIncluded } from '../numbers/allowance-store.ts'
import { ProblemError, refuseField } from '../problem-error.ts'
import { rightsStillUsed } from './license-use-store.ts'
import { readLicense } from './license-view.ts'
import { lockLicense } from './plan-license-change.ts'

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
  await lockLicense(tx, id)
  const now = await readLicense(tx, id)
  if (expectedVersion !== null && expectedVersion !== now.version) {
    throw new ProblemError(
      'version_conflict',
      'Somebody changed this licence since you opened it. Look at the new values, then save again.',
    )
  }
  const before = licenseSpecOf(now)
  const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const after: LicenseSpec = { ...before, ...named }
  const change = differing(before, after)
  if (!change) return now
  const stuck = await rightsStillUsed(tx, now, after.entitlements)
  if (stuck.length > 0) refuseField('/entitlements', 'license_right_in_use', stuck.join(' '))
  await tx.db
    .updateTable('license_type')
    .set({
      name: after.name,
      name_key: textKey(after.name),
      entitlements: after.entitlements,
      numbers_included: after.numbersIncluded ?? now.numbersIncluded,
      version: sql`version + 1`,
    })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute()
  await setOwned(tx, id, after.owned)
  await recountIncluded(tx)
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

/** What can be set of a licence type, as it now stands. */
export function licenseSpecOf({ name, entitlements, owned, numbersIncluded }: LicenseView): LicenseSpec {
  return { name, entitlements, owned, numbersIncluded }
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
