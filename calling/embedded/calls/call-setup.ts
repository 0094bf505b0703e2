import type { Id } from '../../../contract/ids.ts'
import type { CallPlan, CallStep, RingOutcome, RingStep } from '../../decide/call-plan.ts'
import { outcomeInWords } from '../../decide/outcome-words.ts'
import type { CallOutcome } from '../../engine.ts'
import type { EngineContext } from '../engine-context.ts'
import type { Binding } from '../registrar/binding.ts'
import type { Headers } from '../sip/headers.ts'
import { reasonHeader } from '../sip/make-response.ts'
import { parseNameAddress } from '../sip/name-address.ts'
import type { SipRequest, SipResponse } from '../sip/sip-message.ts'
import type { ClientEvents, ClientTransaction } from '../transactions/client-transaction.ts'
import type { ServerTransaction } from '../transactions/server-transaction.ts'
import type { Flow } from '../transports/flow.ts'
import type { Call, EndReason, Leg } from './call.ts'
import { hangUpLateAnswer } from './dialog-request.ts'
import { Fork, type ForkEnd } from './fork.ts'
import { copyBack, copyOnward, type ReturnPath, returnPathOf } from './forward-message.ts'
import { calleeRoutes, contactUri } from './leg-routes.ts'
import { hideSender } from './privacy.ts'
import { anonymousFrom, identity, shownFrom } from './shown-caller.ts'

/** Carries out the plan of one call, from its INVITE to an answer or a refusal. */
export class CallSetup {
  private readonly context: EngineContext
  private readonly call: Call
  /** Gone once the call is answered or over, for what is remembered of a call must be small. */
  private invite: SipRequest | null
  private readonly transaction: ServerTransaction
  private readonly returnPath: ReturnPath
  private plan: CallPlan = { steps: [], isEmergency: false, calleeUserId: null }
  private fork: Fork | null = null
  private step: RingStep | null = null
  private isOver = false

  constructor(context: EngineContext, call: Call, invite: SipRequest, transaction: ServerTransaction) {
    this.context = context
    this.call = call
    this.invite = invite
    this.transaction = transaction
    this.returnPath = returnPathOf(invite)
    call.giveUp = (reason) => this.giveUp(reason)
    call.leaveOut = (userIds, reason) => this.leaveOut(userIds, reason)
    transaction.onCancel = () => this.cancelled()
  }

  run(plan: CallPlan) {
    this.plan = plan
    this.call.isEmergency = plan.isEmergency
    this.call.isDecided = true
    this.call.calleeUserId = plan.calleeUserId
    this.runStep(plan.steps[0])
  }

  /** Ends the attempt with a final response of our own. */
  refuse(status: number, text: string, outcome: CallOutcome, phrase?: string) {
    if (this.isOver) return
    this.close()
    this.transaction.reply(status, phrase === undefined ? { text } : { text, phrase })
    this.context.calls.end(this.call, outcome)
  }

  private runStep(step: CallStep | undefined): void {
    if (this.isOver) return
    if (step?.kind === 'ring') this.ring(step)
    else if (step?.kind === 'reject') this.refuse(step.status, step.text, 'refused', step.phrase)
    else this.refuse(500, 'This call has no plan.', 'failed')
  }

  private ring(step: RingStep): void {
    const { call, context, invite } = this
    if (!invite) return
    const { callerFrom } = call.names
    call.isAnonymous = step.isAnonymous
    call.shownFrom = step.isAnonymous
      ? anonymousFrom(callerFrom)
      : shownFrom(callerFrom, step.callerName, step.callerNumber)
    const free = step.targets.filter(
      ({ userId, maxCalls }) => maxCalls === null || context.calls.othersOf(userId, call) < maxCalls,
    )
    const [first] = step.targets
    call.calleeUserId = step.targets.length === 1 && first ? first.userId : this.plan.calleeUserId
    const bindings = free.flatMap(({ userId }) => context.registrar.bindings.ofUser(call.tenantId, userId))
    if (bindings.length === 0) {
      const isBusy = free.length < step.targets.length
      this.stepEnded(step, { outcome: isBusy ? 'busy' : 'unreachable', response: null })
      return
    }
    this.fork = new Fork(bindings, {
      provisional: (response) => this.transaction.respond(this.forCaller(response, step)),
      answered: (response, binding) => this.answered(response, binding, step),
      answeredTooLate: (response, binding) => hangUpLateAnswer(context, call, response, this.legOf(response, binding)),
      ended: (end) => this.stepEnded(step, end),
    })
    this.step = step
    context.calls.rings(
      call,
      free.map(({ userId }) => userId),
    )
    this.fork.start(step.timeoutSeconds, (binding, events) => this.send(invite, binding, events, step))
  }

  private send(invite: SipRequest, binding: Binding, events: ClientEvents, step: RingStep): ClientTransaction {
    const { call, context } = this
    const flow = this.flowOf(binding)
    const branch = context.transactions.newBranch()
    const request = copyOnward(invite, binding.stored.contact, context.address.via(flow, branch))
    const { headers } = request
    headers.remove('route')
    headers.set('from', call.shownFrom)
    addIdentities(headers, call, step)
    for (const path of binding.stored.path.toReversed()) headers.prepend('route', path)
    this.addRecordRoute(request, binding, flow)
    return context.transactions.startClient(branch, request, flow, events)
  }

  /** A phone that came back on another connection while the plan ran is rung there. */
  private flowOf(binding: Binding): Flow {
    if (binding.flow.isOpen) return binding.flow
    const { accountId, contact } = binding.stored
    return this.context.registrar.bindings.withContact(accountId, contact)?.flow ?? binding.flow
  }

  /** RFC 5658: each side sees our address with its own transport, the callee's on top. */
  private addRecordRoute(request: SipRequest, binding: Binding, flow: Flow): void {
    const { call, context } = this
    const callerFlow = call.caller.flow
    const token = context.tokens.make(call.names.callId, call.names.callerTag, {
      caller: { flow: callerFlow.id, accountId: call.caller.accountId },
      callee: { flow: flow.id, accountId: binding.stored.accountId },
    })
    if (callerFlow.transport !== flow.transport) {
      request.headers.prepend('record-route', context.address.recordRoute(callerFlow, token))
    }
    request.headers.prepend('record-route', context.address.recordRoute(flow, token))
  }

  private answered(response: SipResponse, binding: Binding, step: RingStep): void {
    const { call, context } = this
    if (!this.isOver) {
      this.close()
      call.callee = this.legOf(response, binding)
      call.calleeTag = parseNameAddress(response.headers.get('to') ?? '')?.params.get('tag') ?? ''
      call.calleeUserId = binding.stored.userId
      context.calls.answered(call)
    }
    this.transaction.respond(this.forCaller(response, step))
  }

  private legOf(response: SipResponse, binding: Binding): Leg {
    return {
      userId: binding.stored.userId,
      accountId: binding.stored.accountId,
      flow: this.flowOf(binding),
      target: contactUri(response) ?? binding.stored.contact,
      routes: calleeRoutes(response, this.context.tokens, this.call.names.callId),
      cseq: 0,
    }
  }

  private forCaller(response: SipResponse, step: RingStep): SipResponse {
    const back = copyBack(response, this.returnPath)
    if (response.status < 300) {
      back.headers.append('p-asserted-identity', identity(this.call.names.to, step.calleeName, step.calleeNumber))
    }
    return back
  }

  private stepEnded(step: RingStep, end: ForkEnd): void {
    this.fork = null
    this.context.calls.stopsRinging(this.call)
    const next = step.on[end.outcome]
    if (next !== undefined) {
      this.runStep(this.plan.steps[next])
      return
    }
    const name = step.calleeName || 'The other side'
    const status = end.response?.status ?? 0
    if (end.response && isForCaller(status)) this.passOn(end.response, end.outcome, name, step)
    else this.refuse(end.outcome === 'busy' ? 486 : 480, sentenceFor(end.outcome, status, name), end.outcome)
  }

  private leaveOut(userIds: ReadonlySet<Id>, reason: EndReason): void {
    const { fork, step } = this
    const isRung = step?.targets.some(({ userId }) => userIds.has(userId))
    if (!fork || !step || !isRung || fork.leaveOut(userIds, reasonHeader(reason.status, reason.text))) return
    fork.cancel(reason.text)
    if (step.on.unreachable === undefined) this.giveUp(reason)
    else this.stepEnded(step, { outcome: 'unreachable', response: null })
  }

  /** Hands the devices' best response to the caller, with a sentence where the device gave none. */
  private passOn(response: SipResponse, outcome: RingOutcome, name: string, step: RingStep): void {
    if (this.isOver) return
    this.close()
    const back = this.forCaller(response, step)
    const { status } = response
    if (!back.headers.has('reason'))
      back.headers.append('reason', reasonHeader(status, sentenceFor(outcome, status, name)))
    this.transaction.respond(back)
    this.context.calls.end(this.call, outcome)
  }

  private close(): void {
    this.isOver = true
    this.invite = null
    this.call.leaveOut = null
  }

  /** The caller hung up before an answer (RFC 3261 §9.2). */
  private cancelled(): void {
    this.giveUp({ status: 487, text: 'The caller hung up', outcome: 'cancelled' })
  }

  private giveUp({ status, text, outcome }: EndReason): void {
    this.fork?.cancel(reasonHeader(status, text))
    this.refuse(status, text, outcome)
  }
}

/** Who calls, and by whose forwarding, as far as the phone that rings may know. */
function addIdentities(headers: Headers, { names }: Call, step: RingStep): void {
  headers.remove('privacy')
  if (step.isAnonymous) {
    hideSender(headers)
    headers.append('privacy', 'id')
  } else headers.append('p-asserted-identity', identity(names.callerFrom, step.callerName, step.callerNumber))
  const by = step.divertedBy
  if (by) headers.append('diversion', `${identity(names.to, by.name, by.number)};reason=${by.reason}`)
}

/** Challenges, redirections and server failures of a device mean nothing to the caller (RFC 3261 §16.7 step 6). */
function isForCaller(status: number): boolean {
  return status >= 400 && status !== 401 && status !== 407 && status !== 408 && (status < 500 || status >= 600)
}

function sentenceFor(outcome: RingOutcome, status: number, name: string): string {
  if (status === 488 || status === 415) return 'The two phones have no audio format in common.'
  return outcomeInWords(outcome, name)
}
