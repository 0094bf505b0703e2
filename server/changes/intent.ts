import type { PlanRow } from '../../contract/api/users.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { Id } from '../../contract/ids.ts'
import type { Problem } from '../../contract/problems.ts'
import type { PostalAddress } from '../../contract/texts.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import type { FieldPath } from './fields.ts'

/** What somebody wants of one user. For a new one the id is made beforehand, so that a plan can name it. */
export interface Intent {
  readonly userId: Id
  readonly isNew: boolean
  readonly spec: UserSpec
  /** Refuse when the user's version is another one (If-Match). */
  readonly expectedVersion: number | null
  /** What becomes of the numbers of a deleted user: kept idle for 30 days for a restore, or free at once (undo of a creation). */
  readonly numbersOfDeleted: 'quarantine' | 'free'
}

/** All that a plan may know: loaded by `loadSnapshot` with a handful of queries. */
export interface Snapshot {
  readonly sites: ReadonlyMap<Id, SiteFacts>
  readonly licenses: ReadonlyMap<Id, LicenseFacts>
  readonly users: ReadonlyMap<Id, UserFacts>
  /** Username keys in use, and by whom. */
  readonly usernames: ReadonlyMap<string, Id>
  readonly externalIds: ReadonlyMap<string, Id>
  /** Extensions in use among those named and those near which one is to be chosen, and by whom. */
  readonly extensions: ReadonlyMap<string, Id>
  /** For each site that a choice is asked of: candidates in the order of preference, already known to be free. */
  readonly freeExtensions: ReadonlyMap<Id, readonly string[]>
  readonly numbers: ReadonlyMap<string, NumberFacts>
  /** For each country that a choice is asked of: idle numbers in order. */
  readonly freeNumbers: ReadonlyMap<string, readonly string[]>
  /** Those users whom services name as targets and who can take calls, with their names. */
  readonly targets: ReadonlyMap<Id, string>
  readonly activeAdmins: number
  /** Emergency numbers of the countries of all sites. */
  readonly emergencyNumbers: ReadonlySet<string>
}

export interface SiteFacts {
  readonly id: Id
  readonly name: string
  readonly nameKey: string
  readonly country: string
  readonly extensionFrom: string
  readonly extensionTo: string
  /** Where help would be sent: the site's emergency address, else its postal one. */
  readonly emergencyAddress: PostalAddress
}

export interface LicenseFacts {
  readonly id: Id
  readonly name: string
  readonly nameKey: string
  readonly entitlements: readonly Entitlement[]
  readonly owned: number
  readonly used: number
}

export interface UserFacts {
  readonly record: UserRecord
  readonly version: number
  /** What a deleted user held. */
  readonly gaveUp: {
    readonly license: Id | null
    readonly extension: string | null
    readonly numbers: readonly string[]
  } | null
}

export interface NumberFacts {
  readonly userId: Id | null
  readonly userName: string | null
  /** Until when it must stay idle after somebody left; null when it rests no more. */
  readonly restsUntil: Date | null
  /** For whom it rests: that person may have it back. */
  readonly reservedForUserId: Id | null
}

/** What would happen to one user, or did. */
export interface PlannedUser {
  readonly index: number
  readonly intent: Intent
  readonly kind: PlanRow['kind']
  readonly before: UserRecord | null
  readonly after: UserRecord
  /** The version that the plan saw; 0 for a new user. */
  readonly version: number
  /** Fields that differ. */
  readonly changed: readonly FieldPath[]
  readonly problems: readonly Problem[]
}

/** The dry run of some intents: one row each, in order. Pure data. */
export interface Plan {
  readonly rows: readonly PlannedUser[]
  readonly snapshot: Snapshot
}
