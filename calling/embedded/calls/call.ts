import type { Id } from '../../../contract/ids.ts'
import type { CallOutcome, CallProgress, LiveCall } from '../../engine.ts'
import type { Flow } from '../transports/flow.ts'

/** One side of a call: how to reach it within the dialog (RFC 3261 §12.1.1). */
export interface Leg {
  readonly userId: Id
  readonly accountId: Id
  flow: Flow
  /** The Contact URI of this side. */
  target: string
  /** Proxies between us and this side, in the order in which requests pass them. */
  readonly routes: readonly string[]
  /** The highest CSeq that this side has used. */
  cseq: number
}

/** The names under which the two sides know each other: From and To are translated between them. */
export interface CallNames {
  readonly callId: string
  readonly callerTag: string
  /** The caller's address as the caller wrote it, with tag. */
  readonly callerFrom: string
  /** The callee's address as the caller wrote it, without tag. */
  readonly to: string
}

/** A call from its first INVITE to its end. */
export class Call {
  readonly id: Id
  readonly tenantId: Id
  readonly names: CallNames
  readonly dialed: string
  readonly caller: Leg
  readonly startedAt = new Date()
  /** The caller's address as the callee sees it, with tag. */
  shownFrom: string
  isEmergency = false
  /** The callee is not told who calls. */
  isAnonymous = false
  /** Whether it is known what the call is: until then it may be an emergency call. */
  isDecided = false
  callee: Leg | null = null
  calleeTag = ''
  calleeUserId: Id | null = null
  answeredAt: Date | null = null
  endedAt: Date | null = null
  outcome: CallOutcome | null = null
  /** Ends the attempt while nobody has answered. */
  giveUp: ((reason: EndReason) => void) | null = null
  /** Stops the phones of these people while nobody has answered; the call goes on without them. */
  leaveOut: ((userIds: ReadonlySet<Id>, reason: EndReason) => void) | null = null

  constructor(id: Id, tenantId: Id, names: CallNames, caller: Leg, dialed: string) {
    this.id = id
    this.tenantId = tenantId
    this.names = names
    this.caller = caller
    this.dialed = dialed
    this.shownFrom = names.callerFrom
  }

  /** The two sides, as far as there are two. */
  get legs(): Leg[] {
    return this.callee ? [this.caller, this.callee] : [this.caller]
  }

  involves(userIds: ReadonlySet<Id>): boolean {
    return userIds.has(this.caller.userId) || (this.calleeUserId !== null && userIds.has(this.calleeUserId))
  }

  asLive(): LiveCall {
    return {
      id: this.id,
      tenantId: this.tenantId,
      callerUserId: this.caller.userId,
      calleeUserId: this.calleeUserId,
      dialed: this.dialed,
      startedAt: this.startedAt,
      answeredAt: this.answeredAt,
    }
  }

  asProgress(): CallProgress {
    const { isAnonymous } = this
    return { ...this.asLive(), isAnonymous, sipCallId: this.names.callId, endedAt: this.endedAt, outcome: this.outcome }
  }
}

/** Why the server ends a call: the status for a caller who still waits, and a sentence. */
export interface EndReason {
  readonly status: number
  readonly text: string
  readonly outcome: CallOutcome
}
