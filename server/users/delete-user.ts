import type { PlanView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { changeUsers, previewUsers } from '../changes/change-users.ts'
import type { Intent } from '../changes/intent.ts'
import { ProblemError } from '../problem-error.ts'
import type { WriteOptions } from './update-user.ts'

/** Moves a user to the recycle bin. Seat, extension and username are free at once; numbers rest for 30 days. */
export async function deleteUser(ctx: Context, id: Id, options: WriteOptions): Promise<{ changeSetId: Id } | PlanView> {
  const intent: Intent = {
    userId: id,
    isNew: false,
    spec: { state: 'deleted' },
    expectedVersion: options.expectedVersion,
    numbersOfDeleted: 'quarantine',
  }
  if (options.isDryRun) return previewUsers(ctx, [intent])
  const { changeSetId } = await changeUsers(ctx, [intent])
  if (!changeSetId) throw new ProblemError('not_found', 'This user is already in the recycle bin.')
  return { changeSetId }
}
