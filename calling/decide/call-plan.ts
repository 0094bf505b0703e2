import type { Id } from '../../contract/ids.ts'

/**
 * What to do with one call: steps that an engine executes and understands nothing of beyond them.
 * Execution starts at step 0; each outcome names the index of the next step, and an outcome that is absent
 * passes the answer on to the caller.
 */
export interface CallPlan {
  readonly steps: readonly CallStep[]
  /** A live emergency call is never cut, whatever becomes of the caller's account. */
  readonly isEmergency: boolean
}

export type CallStep = RingStep | RejectStep

/** Rings every device of all targets in parallel; the first answer wins and the others are cancelled. */
export interface RingStep {
  readonly kind: 'ring'
  readonly userIds: readonly Id[]
  readonly timeoutSeconds: number
  /** What callees see as the caller: the display name (any script) and the number or extension in user part form. */
  readonly callerName: string
  readonly callerNumber: string
  /** What the caller sees as the callee once somebody rings or answers (RFC 3325). */
  readonly calleeName: string
  readonly calleeNumber: string
  readonly on: Partial<Record<RingOutcome, number>>
}

/** `unreachable`: no device is registered, or none could be reached. `declined`: a 6xx or 403/603 answer of a device. */
export type RingOutcome = 'busy' | 'noAnswer' | 'unreachable' | 'declined'

/** Ends the call attempt with a final SIP response. `text` is for people and travels in a Reason header (RFC 3326). */
export interface RejectStep {
  readonly kind: 'reject'
  readonly status: number
  readonly phrase: string
  readonly text: string
}

/** A call as the engine sees it before any decision: who authenticated, and what was dialed (user part of the Request-URI). */
export interface CallAttempt {
  readonly tenantId: Id
  readonly callerUserId: Id
  readonly dialed: string
}

/** A person as far as call decisions need to know them. */
export interface CallParty {
  readonly userId: Id
  readonly displayName: string
  readonly extension: string | null
  /** Direct numbers in E.164, the primary first. */
  readonly numbers: readonly string[]
  readonly isSuspended: boolean
  /** Whether the licence grants calls at all. */
  readonly mayCall: boolean
}

/** Everything that `decide` may know: loaded by the directory for one attempt. */
export interface CallSituation {
  readonly caller: CallParty
  /** The caller's country (ISO 3166-1 alpha-2): the one whose numbering plan reads what they dialed. */
  readonly country: string
  /** Emergency numbers of the caller's site's country. */
  readonly emergencyNumbers: readonly string[]
  /** The user whom the dialed extension or number of this tenant rings, if any. */
  readonly callee: CallParty | null
  /** Whether a trunk exists that could carry calls to the outside. */
  readonly hasTrunk: boolean
}
