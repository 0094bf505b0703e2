import type { PlanView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { changeUsers, previewUsers } from '../changes/change-users.ts'
import { editing } from '../changes/make-intent.ts'
import { ProblemError } from '../problem-error.ts'
import type { WriteOptions } from './update-user.ts'

/** Moves a user to the recycle bin. Seat, extension and username are free at once; numbers rest for 30 days. */
export async function deleteUser(ctx: Context, id: Id, options: WriteOptions): Promise<{ changeSetId: Id } | PlanView> {
  const intent = editing(id, { state: 'deleted' }, options.expectedVersion)
  if (options.isDryRun) return previewUsers(ctx, [intent])
  const { changeSetId } = await changeUsers(ctx, [intent])
  if (!changeSetId) throw new ProblemError('not_found', 'This user is already in the recycle bin.')
  return { changeSetId }
}
