import type { Draft } from './draft.ts'
import { type FieldPath, valueAt } from './fields.ts'

/** Who gave a field its value: somebody who administers (in the console or over the API), a profile, or a directory. */
export type FieldOrigin = 'admin' | `profile:${string}` | `directory:${string}`

/**
 * Where the explicit values of a user came from. Kept for the fields that something else than an administrator can give; a field that is
 * absent was never named, and has what the product gives everybody.
 */
export type FieldOrigins = Readonly<Record<FieldPath, FieldOrigin>>

const fields = new Set(['license', 'extension', 'numbers', 'devices', 'language', 'timeZone'])

/** Whether a profile can give a value to this field. */
export function isFromProfile(origin: FieldOrigin | undefined): boolean {
  return origin?.startsWith('profile:') ?? false
}

/** The origins of a planned user: a value that changes takes the origin of whoever changed it, all others keep theirs. */
export function originsAfter(draft: Draft, changed: readonly FieldPath[]): FieldOrigins {
  const before = draft.facts?.origins ?? {}
  if (draft.kind === 'delete') return before
  const after: Record<FieldPath, FieldOrigin> = { ...before }
  const { intent, profile, given } = draft
  for (const field of changed) {
    if (!fields.has(field) && !field.startsWith('services.')) continue
    if (valueAt(intent.spec, field) === undefined) {
      if (profile && given.has(field)) after[field] = `profile:${profile.id}`
      continue
    }
    const origin = intent.origins ? intent.origins[field] : 'admin'
    if (origin) after[field] = origin
    else delete after[field]
  }
  return after
}

/** The origins of these fields alone, as history keeps them for an undo. */
export function originsOf(origins: FieldOrigins, changed: readonly FieldPath[]): FieldOrigins {
  return Object.fromEntries(changed.flatMap((field) => (origins[field] ? [[field, origins[field]]] : [])))
}
