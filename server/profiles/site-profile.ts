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

/** What history keeps of a site: its profile with the name of the day beside the id. */
export async function siteHistory(tx: TenantTx, values: Partial<SiteSpec>): Promise<Record<string, unknown>> {
  const { profile } = values
  if (!profile) return values
  const row = await tx.db
    .selectFrom('profile')
    .select('name')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', profile)
    .executeTakeFirst()
  return { ...values, profile: { id: profile, name: row?.name ?? '' } }
}

/** A site's fields of history, the profile by its id alone. */
export function siteFromHistory(history: Record<string, unknown> | null): Record<string, unknown> {
  const { profile, ...others } = history ?? {}
  if (profile === undefined) return others
  const isNamed = typeof profile === 'object' && profile !== null && 'id' in profile
  return { ...others, profile: isNamed ? profile.id : profile }
}

/** Whether there is such a profile here; "none" always is. */
export async function isProfileHere(tx: TenantTx, id: unknown): Promise<boolean> {
  if (typeof id !== 'string') return true
  const row = await tx.db
    .selectFrom('profile')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst()
  return row !== undefined
}
