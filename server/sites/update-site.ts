import type { z } from 'zod'
import type { SitePatch, SiteSpec, SiteView } from '../../contract/api/sites.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { differing } from '../changes/differing.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError } from '../problem-error.ts'
import { overwriteSite } from './site-store.ts'
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
  const now = await readSite(tx, id)
  const before = siteSpecOf(now)
  const after: SiteSpec = { ...before, ...patch }
  const change = differing(before, after)
  if (!change && (expectedVersion === null || expectedVersion === now.version)) return now
  if (
    (expectedVersion !== null && expectedVersion !== now.version) ||
    !(await overwriteSite(tx, id, after, now.version))
  ) {
    throw new ProblemError(
      'version_conflict',
      'Somebody changed this site since you opened it. Look at the new values, then save again.',
    )
  }
  tx.record({
    entity: 'site',
    entityId: id,
    label: after.name,
    operation: 'update',
    before: change?.before ?? null,
    after: change?.after ?? null,
  })
  return readSite(tx, id)
}

/** What can be set of a site, as it now stands. */
export function siteSpecOf(site: SiteView): SiteSpec {
  const { name, country, language, timeZone, address, emergencyAddress, extensions } = site
  return { name, country, language, timeZone, address, emergencyAddress, extensions }
}
