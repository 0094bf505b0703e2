import type { PlanRow } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Problem } from '../../contract/problems.ts'
import { defaultServices, servicesWith } from '../../contract/services-spec.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import { problemAt } from '../problem-error.ts'
import type { Intent, LicenseFacts, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { type Returning, restoreWish } from './restore.ts'
import { findNamed, siteOfIntent } from './site-choice.ts'

/** One row of a plan while it is being made: rules read it and add problems, choosers fill in what was left to us. */
export interface Draft {
  readonly index: number
  readonly intent: Intent
  readonly spec: UserSpec
  readonly facts: UserFacts | null
  readonly kind: PlanRow['kind']
  readonly site: SiteFacts | undefined
  readonly license: LicenseFacts | null
  record: UserRecord
  readonly problems: Problem[]
}

const blank: UserRecord = {
  firstName: '',
  lastName: '',
  email: '',
  username: '',
  externalId: null,
  site: '',
  language: null,
  timeZone: null,
  jobTitle: null,
  department: null,
  address: null,
  personalNumbers: [],
  license: null,
  extension: null,
  numbers: [],
  devices: ['web', 'desktop', 'mobile'],
  emergencyAddress: null,
  services: defaultServices,
  state: 'active',
  role: 'user',
}

/** Starts a row: the user as it is, with what the spec names put over it. What is to be chosen stays as `auto` for the choosers. */
export function draftOf(index: number, intent: Intent, snapshot: Snapshot, returning: Returning): Draft {
  const facts = snapshot.users.get(intent.userId) ?? null
  const kind = kindOf(intent, facts)
  const wish = kind === 'restore' ? restoreWish(intent, snapshot, returning) : { spec: intent.spec, problems: [] }
  const { spec } = wish
  const problems: Problem[] = [...wish.problems]
  const site = siteOfIntent(intent, snapshot.sites, snapshot.users)
  if (spec.site !== undefined && !site) problems.push(unknownSite(spec.site, snapshot))
  const license = resolveLicense(spec, facts, snapshot, problems)
  const draft: Draft = { index, intent, spec, facts, kind, site, license, problems, record: blank }
  draft.record = merged(facts?.record ?? blank, draft)
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
  const { spec, site, license, kind } = draft
  if (kind === 'delete') return { ...base, license: null, extension: null, numbers: [], state: 'deleted' }
  const { site: _site, license: _license, sendWelcome: _send, username, extension, numbers, services, ...plain } = spec
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return {
    ...base,
    ...named,
    site: site?.id ?? base.site,
    license: license?.id ?? null,
    services: servicesWith(base.services, services),
    username: username && username !== 'auto' ? username : base.username,
    extension: extension === undefined || extension === 'auto' ? base.extension : extension,
    numbers: numbers === undefined ? base.numbers : numbers.filter((number) => number !== 'auto'),
  }
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
