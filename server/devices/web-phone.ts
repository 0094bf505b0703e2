import { sql } from 'kysely'
import type { WebPhoneCredential } from '../../contract/api/phone.ts'
import type { Id } from '../../contract/ids.ts'
import { mayUseWebPhone, type PhoneApp } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { telling } from '../events/telling.ts'
import { ProblemError } from '../problem-error.ts'
import { makeAccount, sipServer } from './credentials.ts'
import { insertAccounts } from './device-store.ts'

/** Makes a SIP credential that lives as long as this browser session; an earlier one of the session stops working. */
export async function issueWebPhoneCredential(ctx: Context): Promise<WebPhoneCredential> {
  const { userId, sessionId } = ctx
  if (!userId || !sessionId)
    throw new ProblemError('forbidden', 'A web phone belongs to a signed-in browser, not to an API token.')
  const made = makeAccount(ctx.house, userId, 'web', 'Web phone', sessionId)
  await telling(ctx.house, ctx.tenantId, async (tx) => {
    await requireWebPhone(tx, sessionId)
    await tx.db
      .deleteFrom('sip_account')
      .where('tenant_id', '=', tx.tenantId)
      .where('session_id', '=', sessionId)
      .execute()
    await insertAccounts(tx, [made.account])
    tx.touch('device', [made.account.id], [userId])
  })
  return { username: made.account.username, password: made.password, domain: sipServer(ctx.house).host, path: '/sip' }
}

// Locked, so that the session cannot end nor the right be taken away between the look and the write.
async function requireWebPhone(tx: TenantTx, sessionId: Id): Promise<void> {
  const { rows } = await sql<{ devices: PhoneApp[] }>`
    select u.devices from session s join app_user u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.tenant_id = ${tx.tenantId} and s.id = ${sessionId}
    for no key update of s for share of u`.execute(tx.db)
  if (!rows[0]) throw new ProblemError('not_signed_in', 'Your session has ended. Sign in again.')
  if (!mayUseWebPhone(rows[0]))
    throw new ProblemError(
      'forbidden',
      'Your administrator has not allowed the web phone for you. Use your desk phone.',
    )
}
