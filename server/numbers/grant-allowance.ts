import type { NumberAllowance } from '../../contract/api/numbers.ts'
import type { House } from '../house.ts'
import { refuseMissing } from '../problem-error.ts'
import { terminalContext } from '../tenants/create-company.ts'
import { setAllowance } from './allowance.ts'

/** Says how many numbers of a country a company has bought, as staff of the installation do in a terminal. */
export async function grantAllowance(
  house: House,
  slug: string,
  country: string,
  bought: number,
): Promise<NumberAllowance> {
  const tenant = await house.db.global.selectFrom('tenant').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!tenant) refuseMissing('company')
  return (await setAllowance(terminalContext(house, tenant.id), country, bought)).allowance
}
