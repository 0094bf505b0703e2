import type { Id } from '../../contract/ids.ts'

/**
 * What to do with one call: steps that an engine executes and understands nothing of beyond them.
 * Execution starts at step 0; each outcome names the index of the next step, which is always a later one, and an outcome
 * that is absent passes the answer on to the caller.
 */
export interface CallPlan {
  readonly steps: readonly CallStep[]
  /** A live emergency call is never cut, whatever becomes of the caller's account. */
  readonly isEmergency: boolean
  /** Whom the dialed number belongs to, whoever may answer in the end. */
  readonly calleeUserId: Id | null
}

export type CallStep = RingStep | RejectStep

/** Rings every device of all targets in parallel; the first answer wins and the others are cancelled. */
export interface RingStep {
  readonly kind: 'ring'
  readonly targets: readonly RingTarget[]
  readonly timeoutSeconds: number
  /** What callees see as the caller: the display name (any script) and the number or extension in user part form. */
  readonly callerName: string
  readonly callerNumber: string
  /** The callees learn neither: RFC 3323 and RFC 3325 `Privacy: id`. */
  readonly isAnonymous: boolean
  /** What the caller sees as the callee once somebody rings or answers (RFC 3325). */
  readonly calleeName: string
  readonly calleeNumber: string
  /** Who forwarded the call here last, for those who are rung (RFC 5806). */
  readonly divertedBy: Diversion | null
  readonly on: Partial<Record<RingOutcome, number>>
  /** Why the call came to this step. */
  readonly because: readonly Consideration[]
}

/** One person to ring. Who is in `maxCalls` calls already, ringing ones included, is busy; null: nobody counts. */
export interface RingTarget {
  readonly userId: Id
  readonly maxCalls: number | null
}

export interface Diversion {
  readonly name: string
  readonly number: string
  readonly reason: 'unconditional' | 'user-busy' | 'no-answer' | 'unavailable'
}

/** `unreachable`: no device is registered, or none could be reached. `declined`: a 6xx or 403/603 answer of a device. */
export type RingOutcome = 'busy' | 'noAnswer' | 'unreachable' | 'declined'

/** Ends the call attempt with a final SIP response. `text` is for people and travels in a Reason header (RFC 3326). */
export interface RejectStep {
  readonly kind: 'reject'
  readonly status: number
  readonly phrase: string
  readonly text: string
  readonly because: readonly Consideration[]
}

/** One thought on the way to a step: for the preview, which shows how the call was decided and decides nothing itself. */
export interface Consideration {
  readonly kind: 'number' | 'blocked' | 'doNotDisturb' | 'rule' | 'forward' | 'busy' | 'skipped' | 'loop' | 'refused'
  /** False: it was asked, and did not apply. */
  readonly isTaken: boolean
  readonly sentence: string
  /** Whose setting it is. */
  readonly userId: Id | null
  /** Where a call goes astray that somebody meant to arrive. */
  readonly trouble?: CallTrouble
}

export type CallTrouble = 'loop' | 'too_many_hops' | 'target_gone' | 'target_suspended' | 'outside_unreachable'
