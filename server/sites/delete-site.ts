import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError } from '../problem-error.ts'
import { removeSite } from './site-store.ts'
import { readSite } from './site-view.ts'
import { siteSpecOf } from './update-site.ts'

/** Removes a site that nobody belongs to, not even in the recycle bin. */
export async function deleteSite(ctx: Context, id: Id): Promise<{ changeSetId: Id }> {
  const { changeSetId } = await changing(
    ctx,
    (tx) => dropSite(tx, id),
    (name) => `deleted the site ${name}`,
  )
  if (!changeSetId) throw new Error('A removed site leaves a change.')
  return { changeSetId }
}

/** As `deleteSite`, inside a transaction. Answers the name it had. */
export async function dropSite(tx: ChangeTx, id: Id): Promise<string> {
  const site = await readSite(tx, id)
  if (site.users > 0) {
    throw new ProblemError(
      'still_in_use',
      `${site.users} ${site.users === 1 ? 'person belongs' : 'people belong'} to ${site.name}. Move them to another site first.`,
    )
  }
  await removeSite(tx, id)
  tx.record({
    entity: 'site',
    entityId: id,
    label: site.name,
    operation: 'delete',
    before: siteSpecOf(site),
    after: null,
  })
  return site.name
}
