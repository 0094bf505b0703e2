import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { blankUser } from '../changes/blank-user.ts'
import { type FieldOrigin, isFromProfile } from '../changes/field-origins.ts'
import { type FieldPath, isSame, setField, valueAt } from '../changes/fields.ts'
import type { Intent, ProfileFacts, UserFacts } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import { wantedOf } from '../changes/profile-facts.ts'
import { isReached } from '../changes/wish.ts'

export interface ApplyOptions {
  /** Also what somebody set by hand. */
  readonly overwrite: boolean
  readonly sendWelcome?: boolean | undefined
}

/**
 * What applying a profile asks of one person. They follow in what it locks, in what came from a profile (this or an earlier one), and in
 * what nobody ever set; what was set by hand stays, unless it is to be overwritten.
 */
export function applyIntent(userId: Id, facts: UserFacts, profile: ProfileFacts, options: ApplyOptions): Intent {
  const { record } = facts
  const spec: Record<string, unknown> = record.profile === profile.id ? {} : { profile: profile.id }
  const origins: Record<FieldPath, FieldOrigin> = {}
  for (const [field, value] of new Map([...profile.given, ...profile.locked])) {
    if (!options.overwrite && !profile.locked.has(field) && !follows(facts, field)) continue
    const wanted = wantedOf(field, value, record)
    if (isSame(wanted, valueAt(record, field))) continue
    setField(spec, field, wanted)
    origins[field] = `profile:${profile.id}`
  }
  if (!isReached(spec, record)) delete spec.license
  if (options.sendWelcome !== undefined) spec.sendWelcome = options.sendWelcome
  return { ...editing(userId, spec satisfies UserSpec), origins }
}

function follows({ origins, record }: UserFacts, field: FieldPath): boolean {
  const origin = origins[field]
  return origin ? isFromProfile(origin) : isSame(valueAt(record, field), valueAt(blankUser, field))
}
