import type { LicenseView } from '../../contract/api/licenses.ts'
import type { PhoneProfile } from '../../contract/api/phone.ts'
import type { UserView } from '../../contract/api/users.ts'
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
      problem: problemOf(user, license ?? null),
      isAdministrator: user.role === 'admin',
      mayAddSipPhones: user.devices.includes('desk') || user.role === 'admin',
    }
  })
}

function problemOf(user: UserView, license: LicenseView | null): string | null {
  const isAdministrator = user.role === 'admin'
  const ask = isAdministrator ? 'Give yourself one in the console.' : 'Ask your administrator for one.'
  if (user.extension === null && user.numbers.length === 0) return `You have no extension yet. ${ask}`
  if (license === null) return `You have no licence to call yet. ${ask}`
  if (!license.entitlements.includes('calls'))
    return `Your licence does not include calls. ${ask.replace('one', 'another')}`
  if (mayUseWebPhone(user)) return null
  return isAdministrator
    ? 'The web phone is not among your phones. Allow it for yourself in the console.'
    : 'Your administrator has not allowed the web phone for you. Use your desk phone.'
}
