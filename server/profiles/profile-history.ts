import { ExtensionRange } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import { NumberPool, ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import { isSame, setField } from '../changes/fields.ts'
import { profileFacts } from '../changes/profile-facts.ts'
import type { ProfileRecord } from './profile-store.ts'

/** A profile as history keeps it: flat, each default under a name of its own, the licence with its name of the day. */
export type ProfileHistory = Record<string, unknown>

const beginning = 'defaults.'

/** Spells a profile out for history. */
export function historyOf(profile: ProfileRecord, licenseName: string): ProfileHistory {
  const { given } = profileFacts({ id: '', ...profile })
  const { name, isDefault, numberPool, extensions, locks } = profile
  const history: ProfileHistory = { name, isDefault, numberPool, extensions, locks: [...locks] }
  for (const [field, value] of given)
    history[beginning + field] = field === 'license' && value !== null ? { id: value, name: licenseName } : value
  return history
}

/** Reads a profile back from history. */
export function profileFromHistory(history: ProfileHistory): ProfileRecord {
  const defaults: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(history))
    if (field.startsWith(beginning)) setField(defaults, field.slice(beginning.length), withoutName(value))
  return {
    name: String(history.name),
    isDefault: history.isDefault === true,
    defaults: ProfileDefaults.parse(defaults),
    numberPool: NumberPool.nullable().parse(history.numberPool),
    extensions: ExtensionRange.nullable().parse(history.extensions),
    locks: ProfileLock.array().parse(history.locks),
  }
}

function withoutName(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value ? (value.id as Id) : value
}

/** What differs between two, each side with what it has of it; null when nothing does. */
export function historyDiff(before: ProfileHistory, after: ProfileHistory) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = fields.filter((field) => !isSame(withoutName(before[field]), withoutName(after[field])))
  if (changed.length === 0) return null
  const of = (side: ProfileHistory) =>
    Object.fromEntries(Object.entries(side).filter(([field]) => changed.includes(field)))
  return { before: of(before), after: of(after) }
}
