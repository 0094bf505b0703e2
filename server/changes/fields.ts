import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'

/** A field of a user as plans, history and undo name it: `email`, or `services.forwarding.always`. */
export type FieldPath = string

/** Every field of a record. Services are compared, kept and taken back setting by setting. */
export function fieldsOf(record: UserRecord): FieldPath[] {
  return Object.keys(record).flatMap((field) => (field === 'services' ? serviceFields(record) : [field]))
}

function serviceFields({ services }: UserRecord): FieldPath[] {
  return Object.entries(services).flatMap(([section, settings]) =>
    Object.keys(settings).map((setting) => `services.${section}.${setting}`),
  )
}

/** The value of a field of a record or spec; undefined for one that is absent or that this release does not know. */
export function valueAt(record: UserRecord | UserSpec, field: FieldPath): unknown {
  let value: unknown = record
  for (const key of field.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

/** Writes a field into a wish that will be read as a `UserSpec`. */
export function setField(wish: Record<string, unknown>, field: FieldPath, value: unknown): void {
  const keys = field.split('.')
  const last = keys.pop() ?? field
  let into = wish
  for (const key of keys) {
    const inner = into[key]
    const next = isObject(inner) ? inner : {}
    into[key] = next
    into = next
  }
  into[last] = value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two JSON values say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return false
  return keys.every((key) => isSame(Reflect.get(one, key), Reflect.get(other, key)))
}
