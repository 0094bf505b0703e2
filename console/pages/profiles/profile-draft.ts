import type { ProfileView } from '../../../contract/api/profiles.ts'
import type { NumberPool, ProfileLock } from '../../../contract/profile-spec.ts'
import { type BulkValues, bulkSetOf } from '../users/bulk-edit/bulk-set.ts'

/** What a profile form holds. */
export interface ProfileDraft extends Record<string, unknown> {
  name: string
  isDefault: boolean
  /** What is ticked, by the path of the field. */
  values: BulkValues
  locks: readonly ProfileLock[]
  hasPool: boolean
  pool: { country: string; prefix: string }
  hasRange: boolean
  range: { from: string; to: string }
}

/** A profile of which nothing is known but the country. */
export function newProfileDraft(country: string): ProfileDraft {
  return {
    name: '',
    isDefault: false,
    values: { license: null, extension: 'auto' },
    locks: [],
    hasPool: false,
    pool: { country, prefix: '' },
    hasRange: false,
    range: { from: '', to: '' },
  }
}

/** A profile as its form shows it. */
export function draftOfProfile({ defaults, ...profile }: ProfileView, country: string): ProfileDraft {
  const { license, services = {}, ...plain } = defaults
  const settings = Object.entries(services).flatMap(([section, values]) =>
    Object.entries(values ?? {}).map(([setting, value]) => [`services.${section}.${setting}`, value]),
  )
  const named = Object.entries(plain).filter(([, value]) => value !== undefined)
  return {
    name: profile.name,
    isDefault: profile.isDefault,
    values: {
      ...(license !== undefined && { license: license?.id ?? null }),
      ...Object.fromEntries([...named, ...settings]),
    },
    locks: profile.locks,
    hasPool: profile.numberPool !== null,
    pool: { country: profile.numberPool?.country ?? country, prefix: profile.numberPool?.prefix ?? '' },
    hasRange: profile.extensions !== null,
    range: profile.extensions ?? { from: '', to: '' },
  }
}

/** What is sent of it. */
export function profileBody({ name, isDefault, values, locks, hasPool, pool, hasRange, range }: ProfileDraft) {
  const numberPool: NumberPool | null = hasPool ? { country: pool.country, prefix: pool.prefix.trim() || null } : null
  return {
    name,
    isDefault,
    defaults: bulkSetOf(values),
    numberPool,
    extensions: hasRange ? range : null,
    locks: [...locks],
  }
}

/** What is wrong with a ticked field, where the contract names it or something inside. */
export function givenProblem(errors: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const at = `defaults.${path}`
  const found = Object.keys(errors).find((field) => field === at || field.startsWith(`${at}.`))
  const problem = found === undefined ? undefined : errors[found]
  return typeof problem === 'string' ? problem : undefined
}
