import type { Id } from '../../contract/ids.ts'
import type { UserServices } from '../../contract/services-spec.ts'
import type { PublicNumber } from './public-number.ts'

/** A call as it was dialed. */
export interface DialedCall {
  /** The user part of the Request-URI. */
  readonly dialed: string
  /** The phone itself asked for privacy (RFC 3323). */
  readonly asksPrivacy: boolean
  /** How many other calls the caller is in, emergency calls not counted. */
  readonly callsOfCaller: number
}

/** A call as the engine sees it before any decision: who authenticated, and what was dialed. */
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
  /** Whether the licence grants calls to other countries. */
  readonly mayCallAbroad: boolean
  readonly services: UserServices
  /** The zone in which the person's rules read the time. */
  readonly timeZone: string
  /** Calling country (ISO 3166-1 alpha-2): its numbering plan reads what the person dials and whom they list. */
  readonly country: string
  /** What the site shows outside for its people, where it does. */
  readonly siteNumber: string | null
}

/** Somebody outside. `number` is null when they withhold it. */
export interface OutsideCaller {
  readonly userId: null
  readonly number: string | null
}

/** Everything that `decide` may know: loaded by the directory for one attempt. */
export interface CallSituation {
  readonly caller: CallParty | OutsideCaller
  /** Emergency numbers where the caller is. */
  readonly emergencyNumbers: readonly string[]
  /** What was dialed, read as a public number in the caller's calling country; null when it cannot be one. */
  readonly number: PublicNumber | null
  /** Whether that number is the tenant's own, whether it rings anybody or not. */
  readonly isOwnNumber: boolean
  /** The user whom the dialed extension or number of this tenant rings, if any. */
  readonly callee: CallParty | null
  /** Whom forwarding may reach from the callee. Who is missing is not here any more. */
  readonly people: ReadonlyMap<Id, CallParty>
  /** The tenant's numbers among the targets of forwarding, and whom each rings. */
  readonly ownNumbers: ReadonlyMap<string, Id | null>
  /** Whether a trunk exists that could carry calls to the outside. */
  readonly hasTrunk: boolean
}
