import { z } from 'zod'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An entity's identifier: a UUID (RFC 9562) in lower case; ours are version 7, so they sort by time of creation. */
export const Id = z
  .string()
  .regex(uuidPattern, 'Must be an id: 36 characters, like 0198a1b2-….')
  .meta({ description: 'UUID (RFC 9562), lower case' })
export type Id = z.infer<typeof Id>

/** Whether `value` has the form of an id. */
export function isId(value: string): boolean {
  return uuidPattern.test(value)
}

let lastMs = 0
let sequence = 0

/** A new UUIDv7 (RFC 9562 §5.7). Ids made by one process sort in the order they were made (§6.2 method 1: 12-bit counter). */
export function newId(now: number = Date.now()): Id {
  if (now > lastMs) {
    lastMs = now
    sequence = 0
  } else {
    sequence += 1
    if (sequence > 0xfff) {
      lastMs += 1
      sequence = 0
    }
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let time = lastMs
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
