import type { PhoneProfile } from '../../contract/api/phone.ts'
import { countryOf } from '../../contract/countries.ts'
import type { Id } from '../../contract/ids.ts'
import { mayUseWebPhone } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { readLicenses } from '../licenses/license-view.ts'
import { readTenant } from '../tenants/tenant-settings.ts'
import { readUser } from '../users/get-user.ts'

/** A person as a phone: what they are called on, and why they cannot call when they cannot. */
export async function getPhone(ctx: Context, userId: Id): Promise<PhoneProfile> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const user = await readUser(tx, userId)
    const license = (await readLicenses(tx)).find((one) => one.id === user.license?.id)
    return {
      userId,
      name: `${user.firstName} ${user.lastName}`,
      extension: user.extension,
      numbers: user.numbers,
      company: (await readTenant(tx)).name,
      language: user.effective.language,
      emergencyNumbers: [...countryOf(user.effective.country).emergencyNumbers],
      problem: problemOf(
        user.extension !== null || user.numbers.length > 0,
        license?.entitlements.includes('calls') ?? false,
        mayUseWebPhone(user),
      ),
      mayAddSipPhones: user.devices.includes('desk') || user.role === 'admin',
    }
  })
}

function problemOf(isReachable: boolean, mayCall: boolean, mayUseWeb: boolean): string | null {
  if (!isReachable) return 'You have no extension yet. Ask your administrator to add one.'
  if (!mayCall) return 'Your licence does not include calls. Ask your administrator for one that does.'
  if (!mayUseWeb) return 'Your administrator has not allowed the web phone for you. Use your desk phone.'
  return null
}
