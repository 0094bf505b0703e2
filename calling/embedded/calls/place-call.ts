import type { SipAccount } from '../../engine.ts'
import type { EngineContext } from '../engine-context.ts'
import type { Essentials } from '../sip/essentials.ts'
import type { SipRequest } from '../sip/sip-message.ts'
import { parseUri, readUser, type SipUri } from '../sip/sip-uri.ts'
import type { ServerTransaction } from '../transactions/server-transaction.ts'
import { Call } from './call.ts'
import { CallSetup } from './call-setup.ts'
import { contactUri } from './leg-routes.ts'
import { isNobody, privacyWish } from './privacy.ts'

/** An INVITE that starts a call, from somebody who has signed in. */
export interface IncomingCall {
  readonly request: SipRequest
  readonly essentials: Essentials
  readonly uri: SipUri
  readonly account: SipAccount
  readonly transaction: ServerTransaction
}

/** Asks `decide` what becomes of a call and sets its plan going. */
export async function placeCall(context: EngineContext, incoming: IncomingCall): Promise<void> {
  const { account, essentials, transaction, uri } = incoming
  const from = parseUri(essentials.from.uri)
  const privacy = privacyWish(incoming.request.headers, from?.host ?? '')
  if (!from || (readUser(from) !== account.username && !isNobody(from.host))) {
    return transaction.reply(403, { text: 'From must be the account that signed in.' })
  }
  if (!contactUri(incoming.request)) return transaction.reply(400, { text: 'An INVITE needs a Contact.' })
  if (context.calls.isLive(essentials.callId, essentials.fromTag)) {
    return transaction.reply(482, { text: 'There is such a call already.' })
  }
  if (privacy.isImpossible) {
    return transaction.reply(500, { text: 'The privacy that was asked for cannot be given here.' })
  }
  const dialed = dialedIn(uri)
  if (!isDialable.test(dialed)) return transaction.reply(404, { text: 'This is no number that can be called.' })
  transaction.reply(100)
  const call = startCall(context, incoming, dialed)
  const setup = new CallSetup(context, call, incoming.request, transaction)
  const attempt = { tenantId: account.tenantId, callerUserId: account.userId, dialed }
  try {
    const situation = await context.directory.situation(attempt)
    if (situation) {
      const callsOfCaller = context.calls.othersOf(account.userId, call)
      const dialedCall = { dialed, asksPrivacy: privacy.isAnonymous, callsOfCaller }
      setup.run(context.decide(dialedCall, situation, new Date()))
    } else setup.refuse(403, 'Your account no longer exists.', 'refused')
  } catch (error) {
    context.log.error({ error, callId: call.id }, 'A call could not be decided')
    setup.refuse(500, 'The phone system could not look up this call. Try again.', 'failed')
  }
}

/** What was dialed: without the context that some phones add to local numbers (RFC 3966 §5.1.5); the country is the caller's site's. */
function dialedIn(uri: SipUri): string {
  return readUser(uri).split(';')[0] ?? ''
}

/** Longer than any number or name, or with characters that nobody types or stores. */
const isDialable = /^[^\p{Cc}]{0,128}$/u

function startCall(context: EngineContext, incoming: IncomingCall, dialed: string): Call {
  const { request, essentials, account, transaction } = incoming
  const { headers } = request
  const names = {
    callId: essentials.callId,
    callerTag: essentials.fromTag,
    callerFrom: headers.get('from') ?? '',
    to: headers.get('to') ?? '',
  }
  const caller = {
    userId: account.userId,
    accountId: account.accountId,
    flow: transaction.flow,
    target: contactUri(request) ?? '',
    routes: headers.all('record-route'),
    cseq: essentials.cseq,
  }
  const call = new Call(context.newId(), account.tenantId, names, caller, dialed)
  context.calls.started(call)
  return call
}
