import type { LicenseView } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { recountIncluded } from '../numbers/allowance-store.ts'
import { ProblemError } from '../problem-error.ts'
import { readLicense } from './license-view.ts'
import { licenseSpecOf } from './update-license.ts'

/** Removes a licence type that nobody holds. */
export async function deleteLicense(ctx: Context, id: Id): Promise<{ changeSetId: Id }> {
  const { changeSetId } = await changing(
    ctx,
    async (tx) => {
      const license = await readLicense(tx, id)
      if (license.used > 0) {
        const who = counted(license.used, 'person holds', 'people hold')
        throw new ProblemError('still_in_use', `${who} a ${license.name} licence. Move them to another type first.`)
      }
      await dropLicense(tx, license)
      return license.name
    },
    (name) => `deleted the licence ${name}`,
  )
  if (!changeSetId) throw new Error('A removed licence type leaves a change.')
  return { changeSetId }
}

/** Removes a type that nobody holds; whoever takes the last seat at this moment is kept by `app_user_license_type_fkey`. */
export async function dropLicense(tx: ChangeTx, license: LicenseView): Promise<void> {
  await tx.db.deleteFrom('license_type').where('tenant_id', '=', tx.tenantId).where('id', '=', license.id).execute()
  await recountIncluded(tx)
  tx.record({
    entity: 'licenseType',
    entityId: license.id,
    label: license.name,
    operation: 'delete',
    before: licenseSpecOf(license),
    after: null,
  })
}
