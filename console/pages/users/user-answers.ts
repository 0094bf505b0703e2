import { endpoints } from '../../../contract/api/endpoints.ts'
import type { PlanView, UserWritten } from '../../../contract/api/users.ts'
import type { UserSpec } from '../../../contract/user-spec.ts'
import { call } from '../../../web/api.ts'

/** What creating this user would do. */
export async function planCreation(body: UserSpec, signal: AbortSignal): Promise<PlanView> {
  return planIn(await call(endpoints.createUser, { body, query: { dryRun: 'true' }, signal }))
}

/** What changing this user would do. */
export async function planChange(id: string, body: UserSpec, signal: AbortSignal): Promise<PlanView> {
  return planIn(await call(endpoints.updateUser, { params: { id }, body, query: { dryRun: 'true' }, signal }))
}

/** Creates a user; the key makes a repeated press of Save harmless. */
export async function createUser(body: UserSpec, idempotencyKey: string): Promise<UserWritten> {
  return writtenIn(await call(endpoints.createUser, { body, idempotencyKey }))
}

/** Changes a user, unless somebody else changed them since `version`. */
export async function changeUser(id: string, version: number, body: UserSpec): Promise<UserWritten> {
  return writtenIn(await call(endpoints.updateUser, { params: { id }, body, ifMatch: version }))
}

/** What deleting this user would do. */
export async function planDeletion(id: string, signal: AbortSignal): Promise<PlanView> {
  return planIn(await call(endpoints.deleteUser, { params: { id }, query: { dryRun: 'true' }, signal }))
}

/** Moves a user to the recycle bin. */
export async function deleteUser(id: string): Promise<{ changeSetId: string }> {
  const answer = await call(endpoints.deleteUser, { params: { id } })
  if ('changeSetId' in answer) return answer
  throw new Error('The server answered with a plan where a deletion was asked for.')
}

function planIn(answer: PlanView | UserWritten | { changeSetId: string }): PlanView {
  if ('rows' in answer) return answer
  throw new Error('The server changed something where a plan was asked for.')
}

function writtenIn(answer: PlanView | UserWritten): UserWritten {
  if ('user' in answer) return answer
  throw new Error('The server answered with a plan where a change was asked for.')
}
