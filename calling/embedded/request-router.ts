import type { SipAccount } from '../engine.ts'
import type { Authentication } from './accounts/authentication.ts'
import { DialogRelay } from './calls/dialog-relay.ts'
import { placeCall } from './calls/place-call.ts'
import { allowedMethods, checkRequest, isKnownMethod } from './check-request.ts'
import type { EngineContext } from './engine-context.ts'
import { readRegisterWish } from './registrar/requested-bindings.ts'
import { type Essentials, readEssentials } from './sip/essentials.ts'
import { makeResponse, type ResponseExtras } from './sip/make-response.ts'
import type { MessageProblem } from './sip/parse-message.ts'
import type { SipRequest } from './sip/sip-message.ts'
import { parseUri, readUser, type SipUri } from './sip/sip-uri.ts'
import { markVia, parseVia } from './sip/via.ts'
import { writeMessage } from './sip/write-message.ts'
import type { ServerTransaction } from './transactions/server-transaction.ts'
import type { Flow } from './transports/flow.ts'

const retryAfterSeconds = '5'

/** A request that has passed the checks. */
interface Incoming {
  readonly request: SipRequest
  readonly essentials: Essentials
  readonly uri: SipUri
  readonly flow: Flow
}

/** Decides for each request whether it is answered, carried out or passed on (RFC 3261 §8.2 and §16.3). */
export class RequestRouter {
  private readonly context: EngineContext
  private readonly authentication: Authentication
  private readonly dialogs: DialogRelay

  constructor(context: EngineContext, authentication: Authentication) {
    this.context = context
    this.authentication = authentication
    this.dialogs = new DialogRelay(context)
  }

  received(request: SipRequest, problem: MessageProblem | null, flow: Flow) {
    const via = parseVia(request.headers.get('via') ?? '')
    if (via) request.headers.replaceFirst('via', markVia(via, flow.address, flow.port))
    if (problem) return this.answer(request, flow, problem.status, { text: problem.text })
    const essentials = readEssentials(request)
    if (typeof essentials === 'string') return this.answer(request, flow, 400, { text: essentials })
    if (request.method === 'ACK') return this.receivedAck(request, essentials, flow)
    if (request.method === 'CANCEL') return this.receivedCancel(request, essentials, flow)
    const known = this.context.transactions.findServer(request, essentials)
    if (known) return known.receivedAgain()
    this.receivedNew(request, essentials, flow)
  }

  private receivedAck(request: SipRequest, essentials: Essentials, flow: Flow): void {
    const refused = this.context.transactions.findServer(request, essentials)
    if (refused?.takesAck) refused.receivedAck()
    else if (essentials.toTag !== '' && essentials.cseqMethod === 'ACK')
      this.dialogs.relayAck(request, essentials, flow)
  }

  /** RFC 3261 §9.2: a CANCEL is answered by itself, and its INVITE as well. */
  private receivedCancel(request: SipRequest, essentials: Essentials, flow: Flow): void {
    const invite = this.context.transactions.findCancelled(request, essentials)
    this.answer(request, flow, invite ? 200 : 481)
    invite?.receivedCancel(request)
  }

  private receivedNew(request: SipRequest, essentials: Essentials, flow: Flow) {
    const uri = checkRequest(request, essentials)
    if ('status' in uri) return this.answer(request, flow, uri.status, uri)
    const { transactions } = this.context
    if (transactions.isFull) return this.answer(request, flow, 503, { headers: [['retry-after', retryAfterSeconds]] })
    const incoming = { request, essentials, uri, flow }
    if (essentials.toTag !== '') return this.receivedInDialog(incoming)
    if (this.hasPassedUs(request)) return this.answer(request, flow, 482, { text: 'This request has come back to us.' })
    if (transactions.isMerged(request, essentials)) {
      return this.answer(request, flow, 482, { text: 'This request has arrived twice.' })
    }
    this.receivedOutsideDialog(incoming)
  }

  /** RFC 3261 §16.3 step 4: we never send a new request to ourselves, so our own Via means that it went round in a circle. */
  private hasPassedUs(request: SipRequest): boolean {
    return request.headers.all('via').some((value) => {
      const branch = /;\s*branch\s*=\s*([^;\s]+)/i.exec(value)?.[1]
      return this.context.transactions.isOwnBranch(branch)
    })
  }

  private receivedInDialog({ request, essentials, flow }: Incoming) {
    const onward = this.dialogs.prepare(request, essentials, flow)
    if (typeof onward === 'string') return this.answer(request, flow, 481, { text: onward })
    this.dialogs.relay(onward, request, this.context.transactions.startServer(request, essentials, flow))
  }

  private receivedOutsideDialog(incoming: Incoming) {
    const { request, flow } = incoming
    switch (request.method) {
      case 'REGISTER': {
        const fault = refuseRegister(incoming)
        if (fault) return this.answer(request, flow, 400, { text: fault })
        return this.authenticate(incoming, (account, transaction) => this.register(incoming, account, transaction))
      }
      case 'INVITE':
        return this.authenticate(incoming, (account, transaction) =>
          placeCall(this.context, { ...incoming, account, transaction }),
        )
      case 'OPTIONS':
        return this.answer(request, flow, 200, {
          headers: [
            ['allow', allowedMethods],
            ['accept', 'application/sdp'],
            ['supported', 'path, outbound'],
          ],
        })
      case 'BYE':
      case 'INFO':
      case 'UPDATE':
      case 'PRACK':
        return this.answer(request, flow, 481)
      default:
        return this.answer(request, flow, isKnownMethod(request.method) ? 405 : 501, {
          headers: [['allow', allowedMethods]],
        })
    }
  }

  /** Lets `next` run for whoever signed in; a first request without credentials is challenged without a trace in memory. */
  private authenticate(
    incoming: Incoming,
    next: (account: SipAccount, transaction: ServerTransaction) => void | Promise<void>,
  ) {
    const { request, essentials, flow } = incoming
    const isRegister = request.method === 'REGISTER'
    if (!request.headers.has(isRegister ? 'authorization' : 'proxy-authorization')) {
      return this.answer(request, flow, isRegister ? 401 : 407, this.challenge(request, flow, false))
    }
    const transaction = this.context.transactions.startServer(request, essentials, flow)
    const run = async () => {
      const result = await this.authentication.check(request, flow.address)
      if (result.kind === 'account') await next(result.account, transaction)
      else if (result.kind === 'silence') this.context.transactions.abandon(transaction)
      else if (isRegister) transaction.reply(401, this.challenge(request, flow, result.isStale))
      else this.refuseOnce(incoming, transaction, result.isStale)
    }
    run().catch((error: unknown) => {
      this.context.log.error({ error, method: request.method }, 'A request could not be carried out')
      transaction.reply(500, { text: 'The phone system has a fault. Try again.' })
    })
  }

  /** Who has not signed in gets one datagram for one: a refusal that is repeated would be aimed at whom the sender pretends to be. */
  private refuseOnce({ request, flow }: Incoming, transaction: ServerTransaction, isStale: boolean): void {
    this.context.transactions.abandon(transaction)
    this.answer(request, flow, 407, this.challenge(request, flow, isStale))
  }

  private challenge(request: SipRequest, flow: Flow, isStale: boolean): ResponseExtras {
    const key = request.method === 'REGISTER' ? 'www-authenticate' : 'proxy-authenticate'
    return {
      headers: this.authentication.challenge(request, flow.address, isStale).map((value) => [key, value] as const),
    }
  }

  private register({ request, essentials, flow }: Incoming, account: SipAccount, transaction: ServerTransaction) {
    const to = parseUri(essentials.to.uri)
    if (!to || readUser(to) !== account.username) {
      return transaction.reply(403, { text: 'To must be the account that signed in.' })
    }
    if (account.isSuspended) return transaction.reply(403, { text: 'This account is suspended.' })
    const { status, ...extras } = this.context.registrar.register({ request, essentials, account, flow })
    transaction.reply(status, extras)
  }

  /** Answers without keeping a transaction; an ACK is never answered. */
  private answer(request: SipRequest, flow: Flow, status: number, extras: ResponseExtras = {}): void {
    if (request.method !== 'ACK' && request.headers.has('via'))
      flow.send(writeMessage(makeResponse(request, status, extras)))
  }
}

/** What is wrong with a REGISTER whoever sends it. */
function refuseRegister({ request, essentials }: Incoming): string | null {
  const to = parseUri(essentials.to.uri)
  if (!to || to.scheme === 'tel') return 'To must be a sip: address.'
  const wish = readRegisterWish(request)
  return wish.kind === 'refused' && wish.status === 400 ? wish.text : null
}
