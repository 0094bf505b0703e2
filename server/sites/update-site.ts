import type { z } from 'zod'
import type { SitePatch, SiteSpec, SiteView } from '../../contract/api/sites.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { differing } from '../changes/differing.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError } from '../problem-error.ts'
import { siteHistory, withSiteProfile } from '../profiles/site-profile.ts'
import { requireMainNumber } from './require-main-number.ts'
import { lockSite, overwriteSite } from './site-store.ts'
import { readSite } from './site-view.ts'

type Patch = z.output<typeof SitePatch>

/** Changes what the patch names. Refuses with `version_conflict` when the site is no longer at the expected version. */
export async function updateSite(
  ctx: Context,
  id: Id,
  patch: Patch,
  expectedVersion: number | null,
): Promise<{ site: SiteView; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => changeSite(tx, id, patch, expectedVersion),
    (site) => `changed the site ${site.name}`,
  )
  return { site: result, changeSetId }
}

/** As `updateSite`, inside a transaction. */
export async function changeSite(
  tx: ChangeTx,
  id: Id,
  patch: Patch,
  expectedVersion: number | null,
): Promise<SiteView> {
  await lockSite(tx, id)
  const now = await readSite(tx, id)
  if (expectedVersion !== null && expectedVersion !== now.version) {
    throw new ProblemError(
      'version_conflict',
      'Somebody changed this site since you opened it. Look at the new values, then save again.',
    )
  }
  const before = siteSpecOf(now)
  const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const after = await withSiteProfile(tx, { ...before, ...named })
  const change = differing(before, after)
  if (!change) return now
  await requireMainNumber(tx, after, before.mainNumber)
  await overwriteSite(tx, id, after)
  tx.record({
    entity: 'site',
    entityId: id,
    label: after.name,
    operation: 'update',
    before: await siteHistory(tx, change.before),
    after: await siteHistory(tx, change.after),
  })
  return readSite(tx, id)
}

/** What can be set of a site, as it now stands. */
export function siteSpecOf(site: SiteView): SiteSpec {
  const { id: _id, version: _version, users: _users, leavers: _leavers, ...more } = site
  const { emergencyNumbers: _numbers, emergencyCalls: _calls, ...spec } = more
  return spec
}
