import type { EngineContext } from '../engine-context.ts'
import type { Essentials } from '../sip/essentials.ts'
import type { SipRequest, SipResponse } from '../sip/sip-message.ts'
import type { ServerTransaction } from '../transactions/server-transaction.ts'
import type { Flow } from '../transports/flow.ts'
import type { FoundCall } from './call-book.ts'
import type { OpenedToken } from './flow-token.ts'
import { copyBack, copyOnward, returnPathOf } from './forward-message.ts'
import { contactUri, openRoute } from './leg-routes.ts'
import { hideSender } from './privacy.ts'

/** A request within a dialog and where it goes. */
export interface Onward {
  readonly request: SipRequest
  readonly flow: Flow
  readonly found: FoundCall | null
}

/**
 * Carries requests within calls between the two sides (RFC 3261 §16.6 and §16.12): by the signed Route that we put
 * into the call, which needs no memory, and by the call itself where we remember it.
 */
export class DialogRelay {
  private readonly context: EngineContext

  constructor(context: EngineContext) {
    this.context = context
  }

  /** Carries a request on, once `prepare` has found where to. */
  relay(onward: Onward, request: SipRequest, transaction: ServerTransaction) {
    if (!onward.flow.isOpen) {
      if (request.method === 'BYE') this.ended(onward)
      return transaction.reply(480, { text: 'The other phone has lost its connection.' })
    }
    const path = returnPathOf(request)
    const { transactions, address } = this.context
    const branch = transactions.newBranch()
    const copy = this.translate(copyOnward(onward.request, request.uri, address.via(onward.flow, branch)), onward)
    const client = transactions.startClient(branch, copy, onward.flow, {
      response: (response) => this.answered(response, onward, (back) => transaction.respond(copyBack(back, path))),
      failed: (status) =>
        transaction.reply(status === 503 ? 500 : status, { text: 'The other phone does not answer.' }),
    })
    transaction.onCancel = (cancel) => client.cancel(cancel.headers.get('reason') ?? '')
    if (request.method === 'BYE') this.ended(onward)
  }

  /** The ACK of an answer travels by itself, without a transaction. */
  relayAck(request: SipRequest, essentials: Essentials, flow: Flow): void {
    const onward = this.prepare(request, essentials, flow)
    if (typeof onward === 'string' || !onward.flow.isOpen) return
    const via = this.context.address.via(onward.flow, this.context.transactions.newBranch())
    this.context.transactions.sendAck(this.translate(copyOnward(onward.request, request.uri, via), onward), onward.flow)
  }

  /** Finds the far side, or says why there is none. */
  prepare(request: SipRequest, essentials: Essentials, cameOver: Flow): Onward | string {
    const found = this.context.calls.find(essentials.callId, essentials.fromTag, essentials.toTag)
    const routes = this.takeOwnRoutes(request, essentials.callId)
    if (!routes.token) return 'This call does not exist here.'
    if (routes.token.isOfThisRun && !found) return 'This call has ended.'
    const isFromCaller = found ? found.isFromCaller : routes.token.isCallerTag(essentials.fromTag)
    if (found) this.follow(found, request, essentials, cameOver)
    const flow = this.farFlow(request, routes.token, isFromCaller, found)
    return flow ? { request: routes.request, flow, found } : 'The other phone is no longer connected.'
  }

  /** Removes the Route values that lead to us. */
  private takeOwnRoutes(request: SipRequest, callId: string): { request: SipRequest; token: OpenedToken | null } {
    const headers = request.headers.copy()
    let token: OpenedToken | null = null
    for (const route of headers.all('route')) {
      const opened = openRoute(route, this.context.tokens, callId)
      if (!opened) break
      token = opened
      headers.removeFirst('route')
    }
    return { request: { ...request, headers }, token }
  }

  /** Where the sender is now and what it last said: kept for the requests that follow. */
  private follow(found: FoundCall, request: SipRequest, essentials: Essentials, cameOver: Flow): void {
    const leg = found.isFromCaller ? found.call.caller : found.call.callee
    if (!leg) return
    leg.flow = cameOver
    if (request.method === 'ACK') return
    leg.cseq = Math.max(leg.cseq, essentials.cseq)
    // RFC 3261 §12.2.2: these renew the remote target.
    if (isTargetRefresh(request.method)) leg.target = contactUri(request) ?? leg.target
  }

  private farFlow(
    request: SipRequest,
    token: OpenedToken,
    isFromCaller: boolean,
    found: FoundCall | null,
  ): Flow | undefined {
    const leg = found && (isFromCaller ? found.call.callee : found.call.caller)
    const end = isFromCaller ? token.callee : token.caller
    const known = leg?.flow ?? this.context.flows.find(end.flow, token.isOfThisRun)
    if (known?.isOpen) return known
    // The phone came back on another connection: it is where it registered last.
    const accountId = leg?.accountId ?? end.accountId
    return this.context.registrar.bindings.withContact(accountId, request.uri)?.flow ?? known
  }

  /** Each side knows the other under the names that we gave (see shown-caller.ts). */
  private translate(request: SipRequest, { found }: Onward): SipRequest {
    if (found?.isFromCaller) {
      request.headers.set('from', found.call.shownFrom)
      request.headers.remove('privacy')
      if (found.call.isAnonymous) hideSender(request.headers)
    } else if (found) request.headers.set('to', found.call.names.callerFrom)
    return request
  }

  private answered(response: SipResponse, { found, request }: Onward, respond: (back: SipResponse) => void): void {
    const leg = found && (found.isFromCaller ? found.call.callee : found.call.caller)
    if (leg && response.status < 300 && response.status >= 200 && isTargetRefresh(request.method)) {
      leg.target = contactUri(response) ?? leg.target
    }
    respond(response)
  }

  private ended({ found }: Onward) {
    if (found?.call.answeredAt) this.context.calls.end(found.call, 'answered')
  }
}

function isTargetRefresh(method: string): boolean {
  return method === 'INVITE' || method === 'UPDATE'
}
