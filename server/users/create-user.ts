import type { PlanView, UserWritten } from '../../contract/api/users.ts'
import { newId } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { changeUsers, previewUsers } from '../changes/change-users.ts'
import type { Intent } from '../changes/intent.ts'
import { writtenUser } from './written-user.ts'

/** Creates one user with everything the spec asks for, or nothing. A dry run answers the plan. */
export async function createUser(ctx: Context, spec: UserSpec, isDryRun: boolean): Promise<UserWritten | PlanView> {
  const intent: Intent = { userId: newId(), isNew: true, spec, expectedVersion: null, numbersOfDeleted: 'quarantine' }
  if (isDryRun) return previewUsers(ctx, [intent])
  return writtenUser(ctx, intent.userId, await changeUsers(ctx, [intent]))
}
