import type { LicenseSpec, LicenseView } from '../../contract/api/licenses.ts'
import { textKey } from '../../contract/text-keys.ts'
import { changing } from '../changes/record-changes.ts'
import type { House } from '../house.ts'
import { refuseMissing } from '../problem-error.ts'
import { terminalContext } from '../tenants/create-company.ts'
import { addLicense } from './create-license.ts'
import { readLicenses } from './license-view.ts'
import { changeLicense } from './update-license.ts'

/** Says how many licences of these types a company owns, as staff of the installation do; a type that it does not have is added. */
export async function grantLicenses(
  house: House,
  slug: string,
  wanted: readonly LicenseSpec[],
): Promise<{ licenses: LicenseView[] }> {
  const tenant = await house.db.global.selectFrom('tenant').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!tenant) refuseMissing('company')
  const { result } = await changing(
    terminalContext(house, tenant.id),
    async (tx) => {
      const known = new Map((await readLicenses(tx)).map((one) => [textKey(one.name), one.id]))
      for (const spec of wanted) {
        const id = known.get(textKey(spec.name))
        if (id) await changeLicense(tx, id, { owned: spec.owned }, null)
        else await addLicense(tx, spec)
      }
      return readLicenses(tx)
    },
    () => 'changed how many licences are owned',
  )
  return { licenses: result }
}
