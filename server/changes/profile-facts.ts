import { type ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { UserRecord } from '../../contract/user-spec.ts'
import { blankUser } from './blank-user.ts'
import { type FieldPath, fieldsOf, valueAt } from './fields.ts'
import type { ProfileFacts } from './intent.ts'

const lockable = new Map<ProfileLock, readonly FieldPath[]>(
  ProfileLock.options.map((lock) => [
    lock,
    fieldsOf(blankUser).filter((field) => field === lock || field.startsWith(`${lock}.`)),
  ]),
)

/** The fields that a lock holds: one setting, or a whole section of services. */
export function fieldsOfLock(lock: ProfileLock): readonly FieldPath[] {
  return lockable.get(lock) ?? []
}

type Stored = Omit<ProfileFacts, 'nameKey' | 'given' | 'locked'> & { readonly locks: readonly ProfileLock[] }

/** A profile with its fields spelled out, for plans. */
export function profileFacts({ locks, ...profile }: Stored): ProfileFacts {
  const given = givenBy(profile.defaults)
  const fields = locks.flatMap(fieldsOfLock)
  return {
    ...profile,
    nameKey: textKey(profile.name),
    given,
    locked: new Map(fields.map((field) => [field, given.has(field) ? given.get(field) : valueAt(blankUser, field)])),
  }
}

function givenBy(defaults: ProfileDefaults): Map<FieldPath, unknown> {
  const given = fieldsOf(blankUser).map((field) => [field, valueAt(defaults, field)] as const)
  return new Map(given.filter(([, value]) => value !== undefined))
}

/** The value that a profile asks for, seen from what somebody has: who has an extension or a number needs no other one chosen. */
export function wantedOf(field: FieldPath, value: unknown, now: UserRecord): unknown {
  if (field === 'extension' && value === 'auto') return now.extension ?? 'auto'
  if (field === 'numbers' && Array.isArray(value) && value.length > 0)
    return now.numbers.length > 0 ? now.numbers : value
  return value
}
