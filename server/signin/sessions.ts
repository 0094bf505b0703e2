import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { PublicContext } from '../access/context.ts'
import type { TellingTx } from '../events/telling.ts'
import { recordAccess } from './record-access.ts'
import { issueToken } from './secret-tokens.ts'

/** A session ends after so long without a request. */
export const sessionDays = 30

/** Signs a person in: a session for this browser, noted in the access log. `token` belongs in the cookie and nowhere else. */
export async function startSession(
  tx: TellingTx,
  ctx: Pick<PublicContext, 'address' | 'userAgent'>,
  user: { id: Id; name: string },
): Promise<{ sessionId: Id; token: string }> {
  const token = issueToken(tx.tenantId)
  await tx.db
    .insertInto('session')
    .values({
      tenant_id: tx.tenantId,
      id: token.id,
      user_id: user.id,
      secret_hash: token.hash,
      user_agent: ctx.userAgent.slice(0, 300),
      address: ctx.address,
      expires_at: new Date(Date.now() + sessionDays * 24 * 3600_000),
    })
    .execute()
  await tx.db
    .updateTable('app_user')
    .set({ last_sign_in_at: sql<Date>`now()` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', user.id)
    .execute()
  const actor = { kind: 'user' as const, id: user.id, name: user.name }
  await recordAccess(tx, { kind: 'signIn', actor, about: null, address: ctx.address })
  tx.touch('user', [user.id], [user.id])
  return { sessionId: token.id, token: token.text }
}

/** Ends one session; its web phone goes with it. */
export async function endSession(tx: TellingTx, sessionId: Id): Promise<void> {
  const ended = await tx.db
    .deleteFrom('session')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', sessionId)
    .returning('user_id')
    .execute()
  touchPhonesOf(tx, ended)
}

/** Ends every session of these people, in one statement however many they are; `keep` names one that goes on. */
export async function endSessionsOf(tx: TellingTx, userIds: readonly Id[], keep: Id | null = null): Promise<void> {
  const ended = await tx.db
    .deleteFrom('session')
    .where('tenant_id', '=', tx.tenantId)
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .$if(keep !== null, (query) => query.where('id', '<>', keep ?? ''))
    .returning('user_id')
    .execute()
  touchPhonesOf(tx, ended)
}

/** Ends the sessions that nobody has used for 30 days. */
export async function endExpiredSessions(tx: TellingTx): Promise<void> {
  const ended = await tx.db
    .deleteFrom('session')
    .where('tenant_id', '=', tx.tenantId)
    .where('expires_at', '<', sql<Date>`now()`)
    .returning('user_id')
    .execute()
  touchPhonesOf(tx, ended)
}

// The credential of a web phone is deleted with its session (decision 9): the calling engine must hear of it.
function touchPhonesOf(tx: TellingTx, ended: readonly { user_id: Id }[]): void {
  const userIds = [...new Set(ended.map((session) => session.user_id))]
  if (userIds.length > 0) tx.touch('device', null, userIds)
}
