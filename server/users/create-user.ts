import type { PlanView, UserWritten } from '../../contract/api/users.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { changeUsers, previewUsers } from '../changes/change-users.ts'
import { creating } from '../changes/make-intent.ts'
import { writtenUser } from './written-user.ts'

/** Creates one user with everything the spec asks for, or nothing. A dry run answers the plan. */
export async function createUser(ctx: Context, spec: UserSpec, isDryRun: boolean): Promise<UserWritten | PlanView> {
  const intent = creating(spec)
  if (isDryRun) return previewUsers(ctx, [intent])
  return writtenUser(ctx, intent.userId, await changeUsers(ctx, [intent]))
}
