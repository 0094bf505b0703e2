import type { PlanRow } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Problem } from '../../contract/problems.ts'
import { servicesWith } from '../../contract/services-spec.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import { problemAt } from '../problem-error.ts'
import { blankUser } from './blank-user.ts'
import type { FieldPath } from './fields.ts'
import type { Intent, LicenseFacts, ProfileFacts, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { type Returning, restoreWish } from './restore.ts'
import { findNamed, siteOfIntent } from './site-choice.ts'
import { type Wish, wishOf } from './wish.ts'

/** One row of a plan while it is being made: rules read it and add problems, choosers fill in what was left to us. */
export interface Draft {
  readonly index: number
  readonly intent: Intent
  /** What is planned: what the intent names, and what comes with the profile. */
  readonly spec: UserSpec
  /** The profile that the person would have. */
  readonly profile: ProfileFacts | null
  /** Fields whose value comes from the profile, not from who asks. */
  readonly given: ReadonlySet<FieldPath>
  readonly facts: UserFacts | null
  readonly kind: PlanRow['kind']
  readonly site: SiteFacts | undefined
  readonly license: LicenseFacts | null
  record: UserRecord
  readonly problems: Problem[]
}

/** Starts a row: the user as it is, with what the spec names put over it. What is to be chosen stays as `auto` for the choosers. */
export function draftOf(index: number, intent: Intent, snapshot: Snapshot, returning: Returning): Draft {
  const facts = snapshot.users.get(intent.userId) ?? null
  const kind = kindOf(intent, facts)
  const wish = wishOf(intent, snapshot)
  const back = kind === 'restore' ? restoreWish(wish, snapshot, returning) : { spec: wish.spec, problems: [] }
  const { spec } = back
  const problems: Problem[] = [...back.problems]
  const site = siteOfIntent(intent, snapshot.sites, snapshot.users)
  if (spec.site !== undefined && !site) problems.push(unknownSite(spec.site, snapshot))
  const profile = resolveProfile(wish, snapshot, problems)
  const license = resolveLicense(spec, facts, snapshot, problems)
  const { given } = wish
  const draft: Draft = { index, intent, spec, profile, given, facts, kind, site, license, problems, record: blankUser }
  draft.record = merged(facts?.record ?? blankUser, draft)
  return draft
}

function kindOf(intent: Intent, facts: UserFacts | null): PlanRow['kind'] {
  if (intent.isNew) return 'create'
  const { state } = intent.spec
  if (state === 'deleted') return 'delete'
  if (facts?.record.state === 'deleted') return state ? 'restore' : 'unchanged'
  if (state === 'suspended' && facts?.record.state === 'active') return 'suspend'
  return 'update'
}

function merged(base: UserRecord, draft: Draft): UserRecord {
  const { spec, site, profile, license, kind } = draft
  if (kind === 'delete') return { ...base, license: null, extension: null, numbers: [], state: 'deleted' }
  const { site: _site, license: _license, sendWelcome: _send, username, extension, numbers, services, ...plain } = spec
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return {
    ...base,
    ...named,
    site: site?.id ?? base.site,
    profile: profile?.id ?? null,
    license: license?.id ?? null,
    services: servicesWith(base.services, services),
    username: username && username !== 'auto' ? username : base.username,
    extension: extension === undefined || extension === 'auto' ? base.extension : extension,
    numbers: numbers === undefined ? base.numbers : numbers.filter((number) => number !== 'auto'),
  }
}

function resolveProfile(wish: Wish, snapshot: Snapshot, problems: Problem[]): ProfileFacts | null {
  if (wish.profile === undefined) problems.push(unknownProfile(wish.spec.profile ?? '', snapshot))
  return wish.profile ?? null
}

function resolveLicense(
  spec: UserSpec,
  facts: UserFacts | null,
  snapshot: Snapshot,
  problems: Problem[],
): LicenseFacts | null {
  if (spec.license === undefined) return snapshot.licenses.get(facts?.record.license ?? ('' as Id)) ?? null
  if (spec.license === null) return null
  const found = snapshot.licenses.get(spec.license) ?? findNamed(snapshot.licenses, spec.license)
  if (!found) problems.push(unknownLicense(spec.license, snapshot))
  return found ?? null
}

function unknownSite(name: string, snapshot: Snapshot): Problem {
  const fixes = [...snapshot.sites.values()]
    .slice(0, 3)
    .map((site) => ({ label: `Use ${site.name}`, set: { site: site.id } }))
  return problemAt('/site', 'site_unknown', `There is no site “${name}”.`, fixes)
}

function unknownLicense(name: string, snapshot: Snapshot): Problem {
  const fixes = [...snapshot.licenses.values()]
    .slice(0, 3)
    .map((one) => ({ label: `Use ${one.name}`, set: { license: one.id } }))
  return problemAt('/license', 'license_unknown', `There is no licence “${name}”.`, fixes)
}

function unknownProfile(name: string, snapshot: Snapshot): Problem {
  const fixes = [...snapshot.profiles.values()]
    .slice(0, 3)
    .map((one) => ({ label: `Use ${one.name}`, set: { profile: one.id } }))
  return problemAt('/profile', 'profile_unknown', `There is no profile “${name}”.`, fixes)
}
