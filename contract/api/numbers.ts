import { z } from 'zod'
import { E164, NumberCategory } from '../e164.ts'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { countedPageOf, PageQuery } from '../paging.ts'
import { CountryCode } from '../texts.ts'

export const NumberState = z.enum(['available', 'assigned', 'quarantined'])
export type NumberState = z.infer<typeof NumberState>

export const NumberView = z.object({
  e164: E164,
  display: z.string(),
  country: CountryCode,
  category: NumberCategory,
  state: NumberState,
  isFictional: z.boolean(),
  user: z.object({ id: Id, name: z.string(), extension: z.string().nullable() }).nullable(),
  quarantinedUntil: z.string().nullable(),
})
export type NumberView = z.infer<typeof NumberView>

/** A number that the operator has in stock and that a tenant may claim. */
export const StockNumber = z.object({
  e164: E164,
  display: z.string(),
  country: CountryCode,
  category: NumberCategory,
  area: z.string(),
  isFictional: z.boolean(),
})
export type StockNumber = z.infer<typeof StockNumber>

const tag = 'Phone numbers'
const pattern = z
  .string()
  .regex(/^[\d*?]{0,20}$/, 'Use digits, ? for one digit and * for any.')
  .optional()

export const numberEndpoints = {
  listNumbers: endpoint({
    method: 'GET',
    path: '/numbers',
    tag,
    summary: 'The inventory in order of number; `pattern` matches digits anywhere, with ? for one and * for any',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend({
      pattern: z.string().max(40).optional(),
      state: NumberState.optional(),
      country: CountryCode.optional(),
    }),
    answer: countedPageOf(NumberView).extend({
      counts: z.object({ available: z.int(), assigned: z.int(), quarantined: z.int() }),
    }),
  }),
  /** Step 1 and 2 of claiming: which countries, categories and areas have how many numbers in stock. */
  listStockAreas: endpoint({
    method: 'GET',
    path: '/numbers/stock/areas',
    tag,
    summary: 'Countries, categories and areas with numbers to claim',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({
      items: z.array(z.object({ country: CountryCode, category: NumberCategory, area: z.string(), free: z.int() })),
    }),
  }),
  listStock: endpoint({
    method: 'GET',
    path: '/numbers/stock',
    tag,
    summary: 'Numbers to claim, at most `limit`',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: z.object({
      country: CountryCode,
      category: NumberCategory.default('local'),
      area: z.string().max(16).optional(),
      pattern,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(StockNumber) }),
  }),
  claimNumbers: endpoint({
    method: 'POST',
    path: '/numbers/claim',
    tag,
    summary: 'Takes numbers from the stock into the inventory: all that are named, or none',
    access: 'admin',
    effect: 'changes',
    status: 201,
    body: z.strictObject({ numbers: z.array(E164).min(1).max(1000) }),
    answer: z.object({ claimed: z.int(), changeSetId: Id }),
  }),
  releaseNumbers: endpoint({
    method: 'POST',
    path: '/numbers/release',
    tag,
    summary: 'Gives unused numbers back to the stock',
    access: 'admin',
    effect: 'changes',
    status: 200,
    body: z.strictObject({ numbers: z.array(E164).min(1).max(1000) }),
    answer: z.object({ released: z.int(), changeSetId: Id }),
  }),
}
