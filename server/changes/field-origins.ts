import type { UserSpec } from '../../contract/user-spec.ts'
import type { Draft } from './draft.ts'
import type { FieldPath } from './fields.ts'

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
  if (profile)
    for (const field of given)
      if (draft.facts === null || changed.includes(field)) after[field] = `profile:${profile.id}`
  for (const field of namedIn(intent.spec)) {
    if (draft.facts !== null && !changed.includes(field)) continue
    const origin = intent.origins ? intent.origins[field] : 'admin'
    if (origin) after[field] = origin
    else delete after[field]
  }
  return after
}

function namedIn({ services, ...plain }: UserSpec): FieldPath[] {
  const named = Object.entries(plain).flatMap(([field, value]) =>
    value !== undefined && fields.has(field) ? [field] : [],
  )
  for (const [section, settings] of Object.entries(services ?? {}))
    for (const setting of Object.keys(settings ?? {})) named.push(`services.${section}.${setting}`)
  return named
}

/** The origins of these fields alone, as history keeps them for an undo. */
export function originsOf(origins: FieldOrigins, changed: readonly FieldPath[]): FieldOrigins {
  return Object.fromEntries(changed.flatMap((field) => (origins[field] ? [[field, origins[field]]] : [])))
}
