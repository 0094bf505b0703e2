import { sql } from 'kysely'
import type { LicenseDetail } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { readForecast } from './license-forecast.ts'
import { countUses } from './license-use-store.ts'
import { readLicense } from './license-view.ts'

const mostHolders = 200

/** One licence type with what its holders use of it, who holds one while suspended, and how long it lasts. */
export async function readLicenseDetail(tx: TenantTx, id: Id, people: number | null): Promise<LicenseDetail> {
  const license = await readLicense(tx, id)
  return {
    ...license,
    uses: await countUses(tx, id),
    suspendedHolders: license.suspended === 0 ? [] : await suspendedHolders(tx, id),
    forecast: await readForecast(tx, license, people),
  }
}

function suspendedHolders(tx: TenantTx, id: Id) {
  return tx.db
    .selectFrom('app_user')
    .select(['id', sql<string>`first_name || ' ' || last_name`.as('name')])
    .where('tenant_id', '=', tx.tenantId)
    .where('license_type_id', '=', id)
    .where('state', '=', 'suspended')
    .where('deleted_at', 'is', null)
    .orderBy('sort_key')
    .limit(mostHolders)
    .execute()
}
