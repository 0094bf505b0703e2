import { z } from 'zod'
import { NumberCategory, NumberPorting } from '../../contract/e164.ts'
import { Id } from '../../contract/ids.ts'
import type { NumberKind } from './number-facts.ts'

/** A number of the inventory as history keeps it; what is null is left out. */
export const NumberRecord = z.object({
  e164: z.string(),
  country: z.string(),
  category: NumberCategory,
  area: z.string(),
  origin: z.enum(['stock', 'own']),
  sharedName: z.string().nullable().default(null),
  porting: NumberPorting.nullable().default(null),
  temporaryNumber: z.string().nullable().default(null),
  /** Until when it rests after somebody left, or after its release. */
  restsUntil: z.string().nullable().default(null),
  /** For whom it rests: that person may have it back. */
  reservedFor: Id.nullable().default(null),
  releasedAt: z.string().nullable().default(null),
})
export type NumberRecord = z.infer<typeof NumberRecord>

/** A number as it comes into the inventory. */
export function newNumber({ e164, country, category, area }: NumberKind, origin: NumberRecord['origin']): NumberRecord {
  return NumberRecord.parse({ e164, country, category, area, origin })
}

/** The record without what is null. */
export function keptOf(record: NumberRecord): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))
}
