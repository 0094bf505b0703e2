import { sql } from 'kysely'
import type { SiteView } from '../../contract/api/sites.ts'
import { countryOf } from '../../contract/countries.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'

function sites(tx: TenantTx) {
  return tx.db
    .selectFrom('site as s')
    .selectAll('s')
    .select(
      sql<string>`(select count(*) from app_user u where u.tenant_id = s.tenant_id and u.site_id = s.id and u.deleted_at is null)`.as(
        'users',
      ),
    )
    .select(
      sql<string>`(select count(*) from app_user u where u.tenant_id = s.tenant_id and u.site_id = s.id and u.deleted_at is not null)`.as(
        'leavers',
      ),
    )
    .where('s.tenant_id', '=', tx.tenantId)
}

/** All sites by name. */
export async function readSites(tx: TenantTx): Promise<SiteView[]> {
  return (await sites(tx).orderBy('s.name_key').execute()).map(siteView)
}

/** One site; refuses with `not_found`. */
export async function readSite(tx: TenantTx, id: Id): Promise<SiteView> {
  const row = await sites(tx).where('s.id', '=', id).executeTakeFirst()
  return row ? siteView(row) : refuseMissing('site')
}

type SiteRow = Awaited<ReturnType<ReturnType<typeof sites>['execute']>>[number]

function siteView(row: SiteRow): SiteView {
  const { emergencyNumbers } = countryOf(row.country)
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    country: row.country,
    language: row.language,
    timeZone: row.time_zone,
    address: row.address,
    emergencyAddress: row.emergency_address,
    extensions: { from: row.extension_from, to: row.extension_to },
    extensionPolicy: row.extension_policy,
    mainNumber: row.main_number,
    callerId: row.caller_id,
    emergencyContacts: row.emergency_contacts,
    profile: row.default_profile_id,
    users: Number(row.users),
    leavers: Number(row.leavers),
    emergencyNumbers: [...emergencyNumbers],
    // Carriers come with trunks; until one is connected nothing leaves the house, and people must know.
    emergencyCalls: {
      arePossible: false,
      sentence: `Emergency calls (${emergencyNumbers.join(', ')}) are not possible from here: no carrier is connected. Tell people to use another phone.`,
    },
  }
}
