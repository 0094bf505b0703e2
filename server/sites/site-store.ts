import { sql } from 'kysely'
import type { SiteSpec } from '../../contract/api/sites.ts'
import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'

/** Inserts a site; its name is unique in the tenant. */
export async function insertSite(tx: TenantTx, id: Id, site: SiteSpec): Promise<void> {
  await tx.db
    .insertInto('site')
    .values({ tenant_id: tx.tenantId, id, ...columnsOf(site) })
    .execute()
}

/** Keeps a site from changing until the transaction ends: who changes another field of it waits, and then sees this change. */
export async function lockSite(tx: TenantTx, id: Id): Promise<void> {
  await sql`select from site where tenant_id = ${tx.tenantId} and id = ${id} for no key update`.execute(tx.db)
}

/** Overwrites a site that is locked. */
export async function overwriteSite(tx: TenantTx, id: Id, site: SiteSpec): Promise<void> {
  await tx.db
    .updateTable('site')
    .set({ ...columnsOf(site), version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute()
}

/** Removes a site; `app_user_site_fkey` keeps one that people belong to. Answers whether there was one. */
export async function removeSite(tx: TenantTx, id: Id): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('site')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

function columnsOf(site: SiteSpec) {
  return {
    name: site.name,
    name_key: textKey(site.name),
    country: site.country,
    language: site.language,
    time_zone: site.timeZone,
    address: JSON.stringify(site.address),
    emergency_address: site.emergencyAddress && JSON.stringify(site.emergencyAddress),
    extension_from: site.extensions.from,
    extension_to: site.extensions.to,
    extension_policy: site.extensionPolicy,
    main_number: site.mainNumber,
    caller_id: site.callerId,
    emergency_contacts: site.emergencyContacts,
    default_profile_id: site.profile,
  }
}
