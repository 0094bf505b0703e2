import type { Id } from '../../contract/ids.ts'
import type { ProfileDefaults } from '../../contract/profile-spec.ts'
import type { ServicesSpec } from '../../contract/services-spec.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import { type FieldPath, isSame, setField, valueAt } from './fields.ts'
import type { Intent, ProfileFacts, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { wantedOf } from './profile-facts.ts'
import { findNamed, siteOfIntent } from './site-choice.ts'

/** An intent with all that its profile adds to it. Its spec is what is planned. */
export interface Wish extends Intent {
  /** The profile that the person would have; undefined when the one that is named does not exist. */
  readonly profile: ProfileFacts | null | undefined
  /** Fields whose value comes from the profile, not from who asks. */
  readonly given: ReadonlySet<FieldPath>
}

type Known = Pick<Snapshot, 'sites' | 'profiles' | 'users'>

const none: ReadonlySet<FieldPath> = new Set()

/**
 * What is wished for, once the profile has had its say: for a new person its defaults stand under what the spec names; for somebody who
 * gets another profile its locked values come along. Nothing else of a profile reaches people who are there already.
 */
export function wishOf(intent: Intent, known: Known): Wish {
  const facts = known.users.get(intent.userId)
  const profile = profileOfIntent(intent, known)
  const base: Wish = { ...intent, profile, given: none }
  if (!profile || intent.putsBack || intent.spec.state === 'deleted') return base
  if (intent.isNew) return profile.given.size > 0 ? withDefaults(base, profile) : base
  if (!facts || facts.record.state === 'deleted') return base
  return facts.record.profile === profile.id ? withLicense(base, profile, facts) : withLocked(base, profile, facts)
}

function profileOfIntent(intent: Intent, { sites, profiles, users }: Known): ProfileFacts | null | undefined {
  const { profile } = intent.spec
  if (profile === null) return null
  if (profile !== undefined) return profiles.get(profile) ?? findNamed(profiles, profile)
  if (!intent.isNew) return profiles.get(users.get(intent.userId)?.record.profile ?? '') ?? null
  const ofSite = siteOfIntent(intent, sites, users)?.defaultProfile
  return (ofSite && profiles.get(ofSite)) || defaultOf(profiles)
}

/** The profile that new people get unless their site has another. */
export function defaultOf(profiles: ReadonlyMap<Id, ProfileFacts>): ProfileFacts | null {
  for (const profile of profiles.values()) if (profile.isDefault) return profile
  return null
}

function withDefaults(wish: Wish, profile: ProfileFacts): Wish {
  const spec = under(wish.spec, profile)
  const given = [...profile.given.keys()].filter(
    (field) => valueAt(wish.spec, field) === undefined && valueAt(spec, field) !== undefined,
  )
  return { ...wish, spec, given: new Set(given) }
}

function under(spec: UserSpec, { defaults, locked }: ProfileFacts): UserSpec {
  const { services, ...plain } = defaults
  const named = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined))
  const whole: UserSpec = { ...plain, ...named }
  if (services || spec.services) whole.services = servicesUnder(services, spec.services)
  // A licence is for somebody who is reached: who wants neither extension nor number does not mean to take one.
  const isReached = whole.extension || (whole.numbers?.length ?? 0) > 0
  if (!isReached && spec.license === undefined && isUnreachable(spec) && !locked.has('license')) delete whole.license
  return whole
}

function isUnreachable({ extension, numbers }: UserSpec): boolean {
  return extension === null || numbers?.length === 0
}

function servicesUnder(profile: ProfileDefaults['services'], spec: ServicesSpec = {}): ServicesSpec {
  if (!profile) return spec
  return {
    calls: { ...profile.calls, ...spec.calls },
    callerId: { ...profile.callerId, ...spec.callerId },
    forwarding: { ...profile.forwarding, ...spec.forwarding },
    calling: { ...profile.calling, ...spec.calling },
    directory: { ...profile.directory, ...spec.directory },
  }
}

function withLocked(wish: Wish, profile: ProfileFacts, { record }: UserFacts): Wish {
  const more: Record<string, unknown> = structuredClone(wish.spec)
  const given = new Set<FieldPath>()
  for (const [field, value] of profile.locked) {
    if (valueAt(wish.spec, field) !== undefined) continue
    const wanted = wantedOf(field, value, record)
    if (isSame(wanted, valueAt(record, field))) continue
    setField(more, field, wanted)
    given.add(field)
  }
  // A contact has nothing to use a licence with, and gets it with their first extension or number.
  if (given.has('license') && !isReached(more, record)) {
    delete more.license
    given.delete('license')
  }
  return given.size === 0 ? wish : { ...wish, spec: more, given }
}

/** A contact who gets a first extension or number takes the licence that the profile locks along. */
function withLicense(wish: Wish, { locked }: ProfileFacts, { record }: UserFacts): Wish {
  const license = locked.get('license')
  const isFirst = !isReached({}, record) && isReached(wish.spec, record)
  if (!isFirst || typeof license !== 'string' || wish.spec.license !== undefined || license === record.license)
    return wish
  return { ...wish, spec: { ...wish.spec, license }, given: new Set(['license']) }
}

/** Whether the person has, or would have, something to use a licence with. */
export function isReached(spec: UserSpec, record: UserRecord): boolean {
  const extension = spec.extension === undefined ? record.extension : spec.extension
  return extension !== null || (spec.numbers ?? record.numbers).length > 0
}

/** Where an extension is chosen from for somebody: the profile's own range, else the site's. */
export function rangeOf(site: SiteFacts, profile: ProfileFacts | null | undefined) {
  const own = profile?.extensions
  if (!profile || !own)
    return {
      key: site.id,
      of: site.name,
      isSites: true,
      extensionFrom: site.extensionFrom,
      extensionTo: site.extensionTo,
    }
  return {
    key: profile.id,
    of: `the profile ${profile.name}`,
    isSites: false,
    extensionFrom: own.from,
    extensionTo: own.to,
  }
}

/** Where a number is chosen from for somebody: the profile's pool, else those of the site's country. */
export function numberPoolOf(site: Pick<SiteFacts, 'country'>, profile: ProfileFacts | null | undefined) {
  const { country, prefix } = profile?.numberPool ?? { country: site.country, prefix: null }
  return { key: prefix ? `${country} ${prefix}` : country, country, prefix }
}
