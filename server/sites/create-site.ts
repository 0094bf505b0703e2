import type { SiteSpec, SiteView } from '../../contract/api/sites.ts'
import { type Id, newId } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { siteHistory, withSiteProfile } from '../profiles/site-profile.ts'
import { requireMainNumber } from './require-main-number.ts'
import { insertSite } from './site-store.ts'
import { readSite } from './site-view.ts'

/** Creates a site. */
export async function createSite(ctx: Context, spec: SiteSpec): Promise<{ site: SiteView; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => addSite(tx, spec),
    (site) => `created the site ${site.name}`,
  )
  return { site: result, changeSetId }
}

/** As `createSite`, inside a transaction. */
export async function addSite(tx: ChangeTx, wish: SiteSpec): Promise<SiteView> {
  const id = newId()
  const spec = await withSiteProfile(tx, wish)
  await requireMainNumber(tx, spec, null)
  await insertSite(tx, id, spec)
  tx.record({
    entity: 'site',
    entityId: id,
    label: spec.name,
    operation: 'create',
    before: null,
    after: await siteHistory(tx, spec),
  })
  return readSite(tx, id)
}
