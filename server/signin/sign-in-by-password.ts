import type { SessionView } from '../../contract/api/sign-in.ts'
import type { Id } from '../../contract/ids.ts'
import type { PublicContext } from '../access/context.ts'
import { telling } from '../events/telling.ts'
import { ProblemError } from '../problem-error.ts'
import { type Account, type Destination, findAccount, findDestination } from './find-account.ts'
import { isPassword } from './passwords.ts'
import { recordAccess } from './record-access.ts'
import { sessionViewOf } from './session-view.ts'
import { startSession } from './sessions.ts'
import {
  countAttempt,
  forgetAttempts,
  forgetOneAttempt,
  refuseTooMany,
  throttleKey,
  throttleSecret,
} from './throttle.ts'

export interface SignedIn {
  readonly session: SessionView
  /** For the cookie, and for nothing else. */
  readonly token: string
}

interface Names {
  readonly company?: string | undefined
  readonly name: string
}

/** Signs in by name and password. Somebody unknown costs the same work, the same waiting and gets the same answer. */
export async function signIn(ctx: PublicContext, given: Names & { password: string }): Promise<SignedIn> {
  const destination = await findDestination(ctx.house, given.company)
  if (!destination) refuseCredentials()
  const { tenantId } = destination
  const found = await findCounted(ctx, destination, given.name)
  const account = destination.unknownCompany === null ? found : null
  const isRight = await isPassword(given.password, account?.passwordHash ?? null)
  if (!account || !isRight) {
    await recordFailure(ctx, tenantId, account)
    refuseCredentials()
  }
  // Only whoever knows the password learns this.
  if (account.state !== 'active')
    throw new ProblemError('forbidden', 'Your account is suspended. Ask your administrator.')
  return telling(ctx.house, tenantId, async (tx) => {
    await forgetAttempts(tx, accountKeys(ctx, [given.name, account.username, account.email]))
    await forgetOneAttempt(tx, throttleKey(throttleSecret(ctx), 'address', ctx.address))
    const { token } = await startSession(tx, ctx, account)
    return { session: await sessionViewOf(tx, ctx, account.id), token }
  })
}

/** The keys under which wrong passwords of one person are counted: what they may type as their name. */
export function accountKeys(ctx: PublicContext, names: readonly string[]): Buffer[] {
  const secret = throttleSecret(ctx)
  return names.map((name) => throttleKey(secret, 'account', name))
}

// Account before address, always: rows locked in one order cannot deadlock. A refusal rolls back, so it counts nothing.
function findCounted(ctx: PublicContext, destination: Destination, name: string): Promise<Account | null> {
  const secret = throttleSecret(ctx)
  const counted = destination.unknownCompany === null ? name : `${destination.unknownCompany}\0${name}`
  return ctx.house.db.inTenant(destination.tenantId, async (tx) => {
    const wait =
      (await countAttempt(tx, 'account', throttleKey(secret, 'account', counted))) ||
      (await countAttempt(tx, 'address', throttleKey(secret, 'address', ctx.address)))
    if (wait > 0) refuseTooMany(wait)
    return findAccount(tx, name)
  })
}

async function recordFailure(ctx: PublicContext, tenantId: Id, account: Account | null): Promise<void> {
  const actor = { kind: 'system' as const, id: null, name: 'Somebody not signed in' }
  await ctx.house.db.inTenant(tenantId, (tx) =>
    recordAccess(tx, { kind: 'signInFailed', actor, about: account?.id ?? null, address: ctx.address }),
  )
}

function refuseCredentials(): never {
  throw new ProblemError('wrong_credentials', 'The name or the password is not right.')
}
