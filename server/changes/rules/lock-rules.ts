import { fieldWords } from '../../../contract/field-words.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import { type FieldPath, isSame, setField, valueAt } from '../fields.ts'
import { wantedOf } from '../profile-facts.ts'

/** What a profile locks is not set by hand to anything but the profile's value. What is left as it is may differ until the profile is applied. */
export function keepLocks(draft: Draft): void {
  const { profile, intent, kind } = draft
  if (!profile || kind === 'delete' || intent.putsBack || intent.isSettlement) return
  for (const [field, value] of profile.locked) {
    if (valueAt(intent.spec, field) === undefined) continue
    const wish = field === 'license' ? (draft.license?.id ?? null) : valueAt(intent.spec, field)
    const isUnknown = field === 'license' && wish === null && intent.spec.license !== null
    const now = draft.facts?.record
    const isKept = now !== undefined && isSame(wish, valueAt(now, field))
    const wanted = now ? wantedOf(field, value, now) : value
    if (isUnknown || isKept || isSame(wish, value) || isSame(wish, wanted)) continue
    draft.problems.push(locked(draft, profile.name, field, wanted))
  }
}

function locked(draft: Draft, profile: string, field: FieldPath, wanted: unknown) {
  const own: Record<string, unknown> = {}
  setField(own, field, wanted)
  const person = draft.record.firstName || 'this person'
  const message = `The profile ${profile} locks this: its people cannot be given another value for ${fieldWords(field)}.`
  return problemAt(`/${field.replaceAll('.', '/')}`, 'locked_by_profile', message, [
    { label: 'Take the profile’s value', set: own },
    { label: `Take ${person} off the profile`, set: { profile: null } },
  ])
}
