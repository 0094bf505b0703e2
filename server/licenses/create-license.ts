import type { LicenseSpec, LicenseView } from '../../contract/api/licenses.ts'
import { type Id, newId } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { recountIncluded } from '../numbers/allowance-store.ts'
import { readLicense } from './license-view.ts'

/** Adds a licence type and its pool. */
export async function createLicense(
  ctx: Context,
  spec: LicenseSpec,
): Promise<{ license: LicenseView; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => addLicense(tx, spec),
    ({ name }) => `created the licence ${name}`,
  )
  return { license: result, changeSetId }
}

/** As `createLicense`, inside a transaction; with the id it once had when a removed one comes back. */
export async function addLicense(tx: ChangeTx, spec: LicenseSpec, formerId?: Id): Promise<LicenseView> {
  const id = formerId ?? newId()
  const type = {
    tenant_id: tx.tenantId,
    id,
    name: spec.name,
    name_key: textKey(spec.name),
    entitlements: spec.entitlements,
    numbers_included: spec.numbersIncluded ?? (spec.entitlements.includes('directNumber') ? 1 : 0),
  }
  await tx.db.insertInto('license_type').values(type).execute()
  await tx.db
    .insertInto('license_pool')
    .values({ tenant_id: tx.tenantId, license_type_id: id, owned: spec.owned })
    .execute()
  await recountIncluded(tx)
  tx.record({
    entity: 'licenseType',
    entityId: id,
    label: spec.name,
    operation: formerId ? 'restore' : 'create',
    before: null,
    after: spec,
  })
  return readLicense(tx, id)
}
