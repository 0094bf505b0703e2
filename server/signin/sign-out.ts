import type { Context } from '../access/context.ts'
import { telling } from '../events/telling.ts'
import { ProblemError } from '../problem-error.ts'
import { recordAccess } from './record-access.ts'
import { endSession, endSessionsOf } from './sessions.ts'

/** Ends the session that asks. */
export async function signOut(ctx: Context): Promise<void> {
  const { sessionId } = ctx
  if (!sessionId) refuseTokens()
  await telling(ctx.house, ctx.tenantId, (tx) => endSession(tx, sessionId))
}

/** Ends every session of the person who asks, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<void> {
  const { userId } = ctx
  if (!userId) refuseTokens()
  await telling(ctx.house, ctx.tenantId, async (tx) => {
    await endSessionsOf(tx, [userId])
    await recordAccess(tx, { kind: 'signOutEverywhere', actor: ctx.actor, about: null, address: ctx.address })
  })
}

function refuseTokens(): never {
  throw new ProblemError('forbidden', 'An API token has no session to end. Revoke the token instead.')
}
