import type { PlanView, UserWritten } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { changeUsers, previewUsers } from '../changes/change-users.ts'
import { editing } from '../changes/make-intent.ts'
import { writtenUser } from './written-user.ts'

export interface WriteOptions {
  readonly expectedVersion: number | null
  readonly isDryRun: boolean
}

/** Changes what the spec names and nothing else. Refuses with `version_conflict` when the user is no longer at the expected version. */
export async function updateUser(
  ctx: Context,
  id: Id,
  spec: UserSpec,
  options: WriteOptions,
): Promise<UserWritten | PlanView> {
  const intent = editing(id, spec, options.expectedVersion)
  if (options.isDryRun) return previewUsers(ctx, [intent])
  return writtenUser(ctx, id, await changeUsers(ctx, [intent]))
}
