import type { Problem, ProblemCode } from '../../contract/problems.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { problemAt } from '../problem-error.ts'
import type { Intent, Snapshot } from './intent.ts'

export interface RestoreWish {
  readonly spec: UserSpec
  /** What the person had and cannot have back. */
  readonly problems: readonly Problem[]
}

/** The spec of a restore: what the person gave up and is still free, under what the caller asks for. The rest is named in warnings. */
export function restoreWish(intent: Intent, snapshot: Snapshot): RestoreWish {
  const facts = snapshot.users.get(intent.userId)
  const problems: Problem[] = []
  const lost = (field: string, code: ProblemCode, message: string) =>
    problems.push(problemAt(field, code, message, [], 'warning'))
  const wish: UserSpec = {}
  const had = facts?.gaveUp
  if (had?.extension) {
    if (snapshot.extensions.has(had.extension))
      lost('/extension', 'extension_taken', `Extension ${had.extension} now belongs to somebody else.`)
    else wish.extension = had.extension
  }
  const license = had?.license ? snapshot.licenses.get(had.license) : undefined
  if (license && license.used < license.owned) wish.license = license.id
  else if (license) lost('/license', 'license_pool_empty', `No ${license.name} licence is free.`)
  wish.numbers = (had?.numbers ?? []).filter((number) => {
    const state = snapshot.numbers.get(number)
    const isOurs = state && !state.userId && (!state.reservedForUserId || state.reservedForUserId === intent.userId)
    if (!isOurs) lost('/numbers', 'number_taken', `${number} is no longer free.`)
    return isOurs
  })
  if (!wish.extension && wish.numbers.length === 0) delete wish.license
  const owner = snapshot.usernames.get(textKey(facts?.record.username ?? ''))
  if (owner !== undefined && owner !== intent.userId) {
    wish.username = 'auto'
    lost(
      '/username',
      'username_taken',
      `The username ${facts?.record.username} now belongs to somebody else, so a new one is chosen.`,
    )
  }
  return { spec: { ...wish, ...intent.spec }, problems }
}
