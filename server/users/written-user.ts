import type { UserWritten } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { UsersChanged } from '../changes/change-users.ts'
import { getUser } from './get-user.ts'

/** What a write answers: the user as it now is, what did it, and what is shown once. */
export async function writtenUser(ctx: Context, id: Id, changed: UsersChanged): Promise<UserWritten> {
  return {
    user: await getUser(ctx, id, { mayBeDeleted: true }),
    changeSetId: changed.changeSetId,
    credentials: [...changed.credentials],
    warnings: changed.rows.flatMap((row) => row.problems),
  }
}
