import { mostAtOnce } from '../../contract/api/bulk-edit.ts'
import type { ProfileDeleted } from '../../contract/api/profiles.ts'
import type { TaskStarted } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { startTask } from '../tasks/start-task.ts'
import { deletable, deleteProfile } from './delete-profile.ts'
import { readProfile } from './profile-view.ts'

/** Counts whom the deletion of a profile concerns, or deletes it: at once where few people have it, else as a task. */
export async function startProfileDeletion(
  ctx: Context,
  id: Id,
  isDryRun: boolean,
): Promise<ProfileDeleted | TaskStarted> {
  const profile = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => deletable(await readProfile(tx, id)))
  const { name, people, sites } = profile
  if (isDryRun) return { changeSetId: null, people, sites }
  if (people <= mostAtOnce) return deleteProfile(ctx, id)
  const title = `delete the profile ${name}, which ${counted(people, 'user has', 'users have')}`
  return startTask(ctx, { kind: 'deleteProfile', title, payload: { profileId: id }, total: people })
}
