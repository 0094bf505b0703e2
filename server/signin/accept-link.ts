import type { Id } from '../../contract/ids.ts'
import type { PublicContext } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { type TellingTx, telling } from '../events/telling.ts'
import { selectAddressee } from '../mail/addressee.ts'
import { markAccepted } from '../mail/mail-store.ts'
import { endLinksOf, tenantOfLink, useUpLink } from './one-time-links.ts'
import { liveLink, refuseLink } from './open-link.ts'
import { hashPassword } from './passwords.ts'
import { recordAccess } from './record-access.ts'
import { sessionViewOf } from './session-view.ts'
import { endSessionsOf, startSession } from './sessions.ts'
import { accountKeys, type SignedIn } from './sign-in-by-password.ts'
import { forgetAttempts } from './throttle.ts'

/** Sets a password with a link, once, and signs in. Every other session and link of this person ends. */
export async function acceptLink(ctx: PublicContext, given: { token: string; password: string }): Promise<SignedIn> {
  const tenantId = tenantOfLink(given.token)
  if (!tenantId) refuseLink(null)
  // Looked at first, so that nobody makes us hash with an invented link.
  await ctx.house.db.inTenant(tenantId, (tx) => liveLink(tx, given.token))
  const hash = await hashPassword(given.password)
  return telling(ctx.house, tenantId, async (tx) => {
    const link = await liveLink(tx, given.token)
    if (!(await useUpLink(tx, link))) refuseLink('used')
    const person = await selectAddressee(tx, link.userId)
    if (!person) refuseLink(null)
    await setPassword(tx, link.userId, hash)
    await recordPasswordSet(tx, ctx, { id: link.userId, name: person.name })
    await markAccepted(tx, link.userId)
    await forgetAttempts(tx, accountKeys(ctx, [person.username, person.email]))
    const { token } = await startSession(tx, ctx, { id: link.userId, name: person.name })
    return { session: await sessionViewOf(tx, ctx, link.userId), token }
  })
}

/** Keeps a password's hash; every session and every link of this person ends. Start a new session afterwards. */
export async function setPassword(tx: TellingTx, userId: Id, hash: string): Promise<void> {
  const changedAt = new Date()
  await tx.db
    .insertInto('password')
    .values({ tenant_id: tx.tenantId, user_id: userId, hash, changed_at: changedAt })
    .onConflict((row) => row.columns(['tenant_id', 'user_id']).doUpdateSet({ hash, changed_at: changedAt }))
    .execute()
  await endSessionsOf(tx, [userId])
  await endLinksOf(tx, userId)
}

async function recordPasswordSet(tx: TenantTx, ctx: PublicContext, user: { id: Id; name: string }): Promise<void> {
  const actor = { kind: 'user' as const, ...user }
  await recordAccess(tx, { kind: 'passwordSet', actor, about: null, address: ctx.address })
}
