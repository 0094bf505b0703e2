import { z } from 'zod'

/** How lists are asked for: keyset pages. `cursor` is what the previous page gave as `next`. */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

/** One page of a list; `next` is null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** A page and how many there are in all under the same filter; where counting costs too much, at least how many. */
export function countedPageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.int(), isTotalExact: z.boolean() })
}

/** `true` answers what would happen and changes nothing. */
export const DryRunQuery = z.object({ dryRun: z.stringbool().optional() })
