import type { WebPhoneCredential } from '../../contract/api/phone.ts'
import type { Context } from '../access/context.ts'
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
