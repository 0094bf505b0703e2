import { mostAtOnce } from '../../contract/api/bulk-edit.ts'
import type { TaskStarted } from '../../contract/api/tasks.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { startTask } from '../tasks/start-task.ts'
import { deleteSite, previewSiteDeletion, type SiteDeleted, type SiteDeletion } from './delete-site.ts'
import { readSite } from './site-view.ts'

/** Plans or carries out the removal of a site: at once where few people move, else as a task. */
export async function startSiteDeletion(
  ctx: Context,
  deletion: SiteDeletion,
  isDryRun: boolean,
): Promise<SiteDeleted | TaskStarted> {
  const { name, users, leavers } = await ctx.house.db.inTenant(ctx.tenantId, (tx) => readSite(tx, deletion.siteId))
  const total = users + leavers
  const isFew = total <= mostAtOnce || !deletion.movePeopleTo
  if (isDryRun)
    return isFew ? previewSiteDeletion(ctx, deletion) : ctx.house.heavy.run('previewSiteDeletion', ctx, deletion)
  if (isFew) return deleteSite(ctx, deletion)
  const title = `move ${counted(total, 'person', 'people')} and delete the site ${name}`
  return startTask(ctx, { kind: 'deleteSite', title, payload: deletion, total })
}
