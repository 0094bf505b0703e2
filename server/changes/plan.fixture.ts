import { newId } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import { blankUser } from './blank-user.ts'
import type { Intent, LicenseFacts, NumberFacts, PlannedUser, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { planUsers } from './plan.ts'

export { creating, editing } from './make-intent.ts'

const address = { line1: '1 Main Street', line2: '', city: 'Springfield', state: '', postalCode: '', country: 'US' }
export const hq = siteOf('HQ', 'US', '1000', '1999')
export const paris = siteOf('Paris', 'FR', '2001', '2999')
export const standard = licenseOf('Standard', 3)
export const lobby: LicenseFacts = { ...licenseOf('Lobby', 1), entitlements: ['calls'] }

function siteOf(name: string, country: string, extensionFrom: string, extensionTo: string): SiteFacts {
  return {
    id: newId(),
    name,
    nameKey: textKey(name),
    country,
    extensionFrom,
    extensionTo,
    extensionPolicy: 'next',
    defaultProfile: null,
    emergencyAddress: address,
  }
}

function licenseOf(name: string, owned: number): LicenseFacts {
  return { id: newId(), name, nameKey: textKey(name), entitlements: ['calls', 'directNumber'], owned, used: 0 }
}

const nobody: Snapshot = {
  sites: new Map([hq, paris].map((site) => [site.id, site])),
  licenses: new Map([standard, lobby].map((license) => [license.id, license])),
  profiles: new Map(),
  users: new Map(),
  usernames: new Map(),
  externalIds: new Map(),
  extensions: new Map(),
  freeExtensions: new Map([[hq.id, ['1000', '1001', '1002']]]),
  restingExtensions: new Map(),
  reservedExtensions: [],
  numbers: new Map(),
  freeNumbers: new Map([['US', ['+14155550100', '+14155550101']]]),
  targets: new Map(),
  pointedAt: new Map(),
  activeAdmins: 2,
  emergencyNumbers: new Set(['911', '933', '15', '112']),
}

/** The world before a plan: two sites, three Standard licences and one for the lobby, and what a test adds. */
export function world(more: Partial<Snapshot> = {}): Snapshot {
  return { ...nobody, ...more }
}

/** A complete new person, with whatever a test says otherwise. */
export function maya(spec: UserSpec = {}): UserSpec {
  return { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ', ...spec }
}

/** Somebody who is there already. */
export function person(more: Partial<UserRecord> = {}, gaveUp: UserFacts['gaveUp'] = null): UserFacts {
  const record: UserRecord = {
    ...blankUser,
    firstName: 'Bob',
    lastName: 'Berg',
    email: 'bob@acme.example',
    username: 'bob.berg',
    site: hq.id,
    ...more,
  }
  return { record, origins: {}, version: 1, gaveUp }
}

/** A number that nobody has. */
export function idleNumber(more: Partial<NumberFacts> = {}): NumberFacts {
  return {
    userId: null,
    userName: null,
    restsUntil: null,
    reservedForUserId: null,
    way: null,
    isShared: false,
    ...more,
  }
}

/** Plans one row. */
export function planOne(intent: Intent, snapshot: Snapshot = world()): PlannedUser {
  const [row] = planUsers([intent], snapshot).rows
  if (!row) throw new Error('One intent makes one row.')
  return row
}

/** Problems as `field code`, for tables. */
export function problemsOf(row: PlannedUser): string[] {
  return row.problems.map((problem) => `${problem.field} ${problem.code}`)
}
