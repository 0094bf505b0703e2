import { type BulkDone, type BulkPlan, mostAtOnce } from '../../contract/api/bulk-edit.ts'
import type { ProfileApplySpec } from '../../contract/api/profiles.ts'
import type { TaskStarted } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { startTask } from '../tasks/start-task.ts'
import { applyProfile, applyWords, previewProfileApply } from './apply-profile.ts'
import { readProfile } from './profile-view.ts'

/** Plans or carries out the application of a profile: to few people at once, to more as a task. */
export async function startProfileApply(
  ctx: Context,
  profileId: Id,
  spec: ProfileApplySpec,
  isDryRun: boolean,
): Promise<BulkDone | BulkPlan | TaskStarted> {
  const profile = await ctx.house.db.inTenant(ctx.tenantId, (tx) => readProfile(tx, profileId))
  const total = spec.userIds ? new Set(spec.userIds).size : profile.people
  const input = { profileId, spec }
  const isFew = total <= mostAtOnce
  if (isDryRun) return isFew ? previewProfileApply(ctx, input) : ctx.house.heavy.run('previewProfileApply', ctx, input)
  if (isFew) return { ...(await applyProfile(ctx, input)), taskId: null }
  return startTask(ctx, {
    kind: 'applyProfile',
    title: applyWords(profile.name, total, 'apply'),
    payload: input,
    total,
  })
}
