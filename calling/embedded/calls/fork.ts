import type { Id } from '../../../contract/ids.ts'
import type { RingOutcome } from '../../decide/call-plan.ts'
import type { Binding } from '../registrar/binding.ts'
import type { SipResponse } from '../sip/sip-message.ts'
import type { ClientEvents, ClientTransaction } from '../transactions/client-transaction.ts'
import { bestResponse, outcomeOf } from './best-response.ts'

export const answeredElsewhere = 'SIP;cause=200;text="Call completed elsewhere"'
const stoppedRinging = 'SIP;cause=487;text="Call was not answered in time"'

/** How a fork ended without an answer. */
export interface ForkEnd {
  readonly outcome: RingOutcome
  /** The best final response of the devices, if any of them gave one. */
  readonly response: SipResponse | null
}

export interface ForkEvents {
  provisional(response: SipResponse): void
  /** The first 2xx, and its repetitions. */
  answered(response: SipResponse, binding: Binding): void
  /** A 2xx that nobody waits for any more. */
  answeredTooLate(response: SipResponse, binding: Binding): void
  ended(end: ForkEnd): void
}

interface Branch {
  readonly binding: Binding
  transaction: ClientTransaction | null
  response: SipResponse | null
  isDone: boolean
  /** It may not answer any more. */
  isLeftOut: boolean
}

/** Rings devices in parallel (RFC 3261 §16.7): the first answer wins, the others are cancelled. */
export class Fork {
  private readonly branches: Branch[]
  private readonly events: ForkEvents
  private winner: { branch: Branch; tag: string } | null = null
  private hasRung = false
  private isOver = false
  private timer: NodeJS.Timeout | undefined

  constructor(bindings: readonly Binding[], events: ForkEvents) {
    this.branches = bindings.map((binding) => ({
      binding,
      transaction: null,
      response: null,
      isDone: false,
      isLeftOut: false,
    }))
    this.events = events
  }

  start(timeoutSeconds: number, send: (binding: Binding, events: ClientEvents) => ClientTransaction): void {
    this.timer = setTimeout(() => this.timedOut(), timeoutSeconds * 1_000)
    for (const branch of this.branches) {
      branch.transaction = send(branch.binding, {
        response: (response) => this.received(branch, response),
        failed: () => this.done(branch, null),
      })
    }
  }

  private received(branch: Branch, response: SipResponse): void {
    if (response.status < 200) {
      if (this.isOver || response.status === 100) return
      this.hasRung = true
      this.events.provisional(response)
    } else if (response.status < 300) this.receivedAnswer(branch, response)
    else this.done(branch, response)
  }

  private receivedAnswer(branch: Branch, response: SipResponse): void {
    const tag = response.headers.get('to') ?? ''
    branch.isDone = true
    if (this.winner?.branch === branch && this.winner.tag === tag) this.events.answered(response, branch.binding)
    else if (this.isOver || branch.isLeftOut) this.events.answeredTooLate(response, branch.binding)
    else {
      this.winner = { branch, tag }
      this.close(answeredElsewhere)
      this.events.answered(response, branch.binding)
    }
  }

  private done(branch: Branch, response: SipResponse | null): void {
    branch.isDone = true
    branch.response = response
    if (this.isOver) return
    // RFC 3261 §16.7 step 5: a 6xx speaks for all devices.
    const isFinalForAll = response !== null && response.status >= 600
    if (isFinalForAll || this.branches.every((other) => other.isDone)) this.finish(answeredElsewhere)
  }

  private timedOut(): void {
    if (!this.isOver) this.finish(stoppedRinging)
  }

  private finish(cancelReason: string): void {
    const responses = this.branches.flatMap((branch) => branch.response ?? [])
    this.close(cancelReason)
    this.events.ended({ outcome: outcomeOf(responses, this.hasRung), response: bestResponse(responses) })
  }

  /** Stops the phones of these people; false when no other phone rings. */
  leaveOut(userIds: ReadonlySet<Id>, reason: string): boolean {
    for (const branch of this.branches) {
      if (branch.isDone || !userIds.has(branch.binding.stored.userId)) continue
      branch.transaction?.cancel(reason)
      branch.isDone = true
      branch.isLeftOut = true
    }
    return this.branches.some((branch) => !branch.isDone)
  }

  /** Stops ringing everywhere, without an outcome: the caller has gone or the call is over. */
  cancel(reason: string): void {
    if (!this.isOver) this.close(reason)
  }

  private close(cancelReason: string): void {
    this.isOver = true
    clearTimeout(this.timer)
    for (const branch of this.branches) if (!branch.isDone) branch.transaction?.cancel(cancelReason)
  }
}
