import { mostAtOnce } from '../../contract/api/bulk-edit.ts'
import type { LicensesChanged } from '../../contract/api/licenses.ts'
import type { TaskStarted } from '../../contract/api/tasks.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { startTask } from '../tasks/start-task.ts'
import { changeLicenses, previewLicenses } from './change-licenses.ts'
import { readLicense } from './license-view.ts'
import type { LicenseChangeWish } from './plan-license-change.ts'

/** Plans or carries out a change of licences: of few people at once, of more as a task. */
export async function startLicenseChange(
  ctx: Context,
  wish: LicenseChangeWish,
  isDryRun: boolean,
): Promise<LicensesChanged | TaskStarted> {
  const { from, total } = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const from = await readLicense(tx, wish.from)
    return { from, total: wish.userIds?.length ?? (wish.suspendedOnly ? from.suspended : from.used) }
  })
  const isFew = total <= mostAtOnce
  if (isDryRun) return isFew ? previewLicenses(ctx, wish) : ctx.house.heavy.run('previewLicenses', ctx, wish)
  if (isFew) return changeLicenses(ctx, wish)
  const people = counted(total, 'person', 'people')
  const title = wish.to
    ? `move ${people} from ${from.name} to another licence`
    : `take ${from.name} licences back from ${people}`
  return startTask(ctx, { kind: 'changeLicenses', title, payload: wish, total })
}
