import type { UserRecord } from '../../contract/user-spec.ts'

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

/** The value of a field; undefined for one that this release does not know. */
export function valueAt(record: UserRecord, field: FieldPath): unknown {
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
