import type { SiteSpec } from '../../contract/api/sites.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseField } from '../problem-error.ts'

/** The site with the id of the profile that it names. Refuses one that is not here. */
export async function withSiteProfile(tx: TenantTx, site: SiteSpec): Promise<SiteSpec> {
  const { profile } = site
  if (profile === null) return site
  const rows = await tx.db
    .selectFrom('profile')
    .select(['id', 'name_key'])
    .where('tenant_id', '=', tx.tenantId)
    .execute()
  const found = rows.find(({ id }) => id === profile) ?? rows.find((row) => row.name_key === textKey(profile))
  if (!found) refuseField('/profile', 'profile_unknown', `There is no profile “${profile}”.`)
  return { ...site, profile: found.id }
}
