import type { PlanRow } from '../../contract/api/users.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { ExtensionRange, ReservedExtensions } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import type { Problem } from '../../contract/problems.ts'
import type { NumberPool, ProfileDefaults } from '../../contract/profile-spec.ts'
import type { PostalAddress } from '../../contract/texts.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import type { FieldOrigins } from './field-origins.ts'
import type { FieldPath } from './fields.ts'

/** What somebody wants of one user. For a new one the id is made beforehand, so that a plan can name it. */
export interface Intent {
  readonly userId: Id
  readonly isNew: boolean
  readonly spec: UserSpec
  /** Refuse when the user's version is another one (If-Match). */
  readonly expectedVersion: number | null
  /** Undo of a creation: nobody has known extension and numbers, so they need not rest. */
  readonly isTakenBack?: boolean
  /** Where the values come from, by field; without it, all that the spec names is the administrator's. */
  readonly origins?: FieldOrigins
  /** An undo: what was is put back as it was, even where the profile now has another value. */
  readonly putsBack?: boolean
  /** What is settled because somebody leaves holds also where a profile locks it: no profile of a colleague keeps a leaver here. */
  readonly isSettlement?: boolean
}

/** All that a plan may know: loaded by `loadSnapshot` with a handful of queries. */
export interface Snapshot {
  readonly sites: ReadonlyMap<Id, SiteFacts>
  readonly licenses: ReadonlyMap<Id, LicenseFacts>
  readonly profiles: ReadonlyMap<Id, ProfileFacts>
  readonly users: ReadonlyMap<Id, UserFacts>
  /** Username keys in use, and by whom. */
  readonly usernames: ReadonlyMap<string, Id>
  readonly externalIds: ReadonlyMap<string, Id>
  /** Extensions in use among those named and those near which one is to be chosen, and by whom. */
  readonly extensions: ReadonlyMap<string, Id>
  /** For each range (a site's or a profile's, by its id) that a choice is asked of: candidates in the order of preference, already known to be free. */
  readonly freeExtensions: ReadonlyMap<Id, readonly string[]>
  /** Those of the extensions named above that rest after somebody gave them up. */
  readonly restingExtensions: ReadonlyMap<string, RestingFacts>
  /** What the company keeps for itself. */
  readonly reservedExtensions: readonly ReservedExtensions[]
  readonly numbers: ReadonlyMap<string, NumberFacts>
  /** For each pool that a choice is asked of, by its key: idle numbers in order. */
  readonly freeNumbers: ReadonlyMap<string, readonly string[]>
  /** Those users whom services name as targets and who can take calls, with their names. */
  readonly targets: ReadonlyMap<Id, string>
  /** Who leaves or is suspended by these intents while calls still lead to them. */
  readonly pointedAt: ReadonlyMap<Id, PointedAt>
  readonly activeAdmins: number
  /** Emergency numbers of the countries of all sites. */
  readonly emergencyNumbers: ReadonlySet<string>
}

/** Whose calls lead to somebody. */
export interface PointedAt {
  /** How many others forward calls to them or to a number of theirs, and the first of them by name. */
  readonly forwarders: number
  readonly firstName: string | null
  /** Extensions and numbers of earlier leavers that ring them. */
  readonly takenOver: number
}

export interface SiteFacts {
  readonly id: Id
  readonly name: string
  readonly nameKey: string
  readonly country: string
  readonly extensionFrom: string
  readonly extensionTo: string
  /** How `auto` chooses: the next free one, or the last digits of the person's number. */
  readonly extensionPolicy: 'next' | 'numberEnd'
  /** Which profile new people here get, where that is not the company's default. */
  readonly defaultProfile: Id | null
  /** Where help would be sent: the site's emergency address, else its postal one. */
  readonly emergencyAddress: PostalAddress
}

/** A profile as plans see it; made by `profileFacts`, which spells out its fields once. */
export interface ProfileFacts {
  readonly id: Id
  readonly name: string
  readonly nameKey: string
  readonly isDefault: boolean
  readonly defaults: ProfileDefaults
  readonly numberPool: NumberPool | null
  readonly extensions: ExtensionRange | null
  /** What it gives, by field. */
  readonly given: ReadonlyMap<FieldPath, unknown>
  /** What its people always have, by field. */
  readonly locked: ReadonlyMap<FieldPath, unknown>
}

export interface RestingFacts {
  /** Who had it; null when that person was removed for good. */
  readonly userId: Id | null
  readonly userName: string | null
  readonly until: Date
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
  readonly origins: FieldOrigins
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
  /** `in`: it is being ported and not here yet; `out`: it was released and goes when its rest ends. */
  readonly way: 'in' | 'out' | null
  /** Whether anybody may show it as caller ID. */
  readonly isShared: boolean
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
  readonly origins: { readonly before: FieldOrigins; readonly after: FieldOrigins }
  readonly problems: readonly Problem[]
}

/** The dry run of some intents: one row each, in order. Pure data. */
export interface Plan {
  readonly rows: readonly PlannedUser[]
  readonly snapshot: Snapshot
}
