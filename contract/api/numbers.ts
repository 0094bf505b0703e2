import { z } from 'zod'
import { E164, NumberCategory, NumberPorting } from '../e164.ts'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { countedPageOf, DryRunQuery, PageQuery } from '../paging.ts'
import { Problem } from '../problems.ts'
import { CountryCode, filledLine } from '../texts.ts'
import { PlanView } from './users.ts'

/** `quarantined`: rests after somebody left, or after its release. `prePorting`, `porting`: on its way from another carrier. */
export const NumberState = z.enum(['available', 'assigned', 'quarantined', 'prePorting', 'porting'])
export type NumberState = z.infer<typeof NumberState>

const Written = z.object({ e164: E164, display: z.string() })

export const NumberView = Written.extend({
  country: CountryCode,
  category: NumberCategory,
  state: NumberState,
  origin: z.enum(['stock', 'own']),
  isFictional: z.boolean(),
  user: z.object({ id: Id, name: z.string(), extension: z.string().nullable() }).nullable(),
  /** Whether it is the first of its person's numbers. */
  isPrimary: z.boolean(),
  quarantinedUntil: z.string().nullable(),
  /** When it was released; it leaves the company when its rest ends. */
  releasedAt: z.string().nullable(),
  /** Anybody here may show it as caller ID, under this name. */
  sharedName: z.string().nullable(),
  /** Of a number that is being ported: the one that rings until it is here. */
  temporaryNumber: Written.nullable(),
  /** The number that is being ported and that this one stands in for. */
  standsInFor: Written.nullable(),
})
export type NumberView = z.infer<typeof NumberView>

/** A number that the operator has in stock and that a tenant may claim. */
export const StockNumber = Written.extend({
  country: CountryCode,
  category: NumberCategory,
  area: z.string(),
  isFictional: z.boolean(),
})
export type StockNumber = z.infer<typeof StockNumber>

/**
 * How many numbers the company may hold. Per country so many are bought; what is held beyond them is drawn from one pool that the seats of
 * all licences include, for any country.
 */
export const NumberAllowance = z.object({
  included: z.int().describe('Numbers that the owned licences include, for any country'),
  drawn: z.int().describe('How many of the included ones are in use'),
  countries: z.array(z.object({ country: CountryCode, bought: z.int(), used: z.int(), left: z.int() })),
  leftElsewhere: z.int().describe('How many more of a country that is not listed'),
})
export type NumberAllowance = z.infer<typeof NumberAllowance>

/** What a move or a swap answers: the plan of a dry run, or the change set that did it. */
export const NumbersMoved = z.union([PlanView, z.object({ changeSetId: Id, sentence: z.string() })])
export type NumbersMoved = z.infer<typeof NumbersMoved>

/** One line of an import as it was understood. */
export const ImportedRow = z.object({
  line: z.int(),
  text: z.string(),
  number: Written.nullable(),
  country: z.string().nullable(),
  sharedName: z.string().nullable(),
  /** Null when the line can be carried out. */
  problem: Problem.nullable(),
})
export type ImportedRow = z.infer<typeof ImportedRow>

export const ImportAnswer = z.object({
  /** Null for a dry run, or when all were there already. */
  changeSetId: Id.nullable(),
  imported: z.int(),
  /** Lines whose number the company holds already; left as they are. */
  known: z.int(),
  /** What stands in the way of the whole: the allowance. */
  problems: z.array(Problem),
  /** Lines with problems first; at most 1,000. */
  rows: z.array(ImportedRow),
  allowance: NumberAllowance,
})
export type ImportAnswer = z.infer<typeof ImportAnswer>

const tag = 'Phone numbers'
const pattern = z
  .string()
  .regex(/^[\d*?]{0,20}$/, 'Use digits, ? for one digit and * for any.')
  .optional()

/** What a list or an export of the inventory is narrowed by. */
export const NumberFilter = z.object({
  pattern: z.string().max(40).optional(),
  state: NumberState.optional(),
  country: CountryCode.optional(),
  category: NumberCategory.optional(),
  /** Only those that anybody may show as caller ID, or only the others. */
  isShared: z.stringbool().optional(),
  /** Only those that were released and are on their way out, or only the others. */
  isReleased: z.stringbool().optional(),
})
export type NumberFilter = z.output<typeof NumberFilter>

const some = z.array(E164).min(1).max(1000)
const changed = z.object({ changeSetId: Id })
/** What is no number is simply not found. */
const ofNumber = z.object({ number: z.string().max(64) })

export const numberEndpoints = {
  listNumbers: endpoint({
    method: 'GET',
    path: '/numbers',
    tag,
    summary: 'The inventory in order of number; `pattern` matches digits anywhere, with ? for one and * for any',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend(NumberFilter.shape),
    answer: countedPageOf(NumberView).extend({
      counts: z.object({
        available: z.int(),
        assigned: z.int(),
        quarantined: z.int(),
        prePorting: z.int(),
        porting: z.int(),
      }),
    }),
  }),
  exportNumbers: endpoint({
    method: 'GET',
    path: '/numbers/export',
    tag,
    summary: 'The inventory as a CSV file, filtered like the list',
    access: 'admin',
    effect: 'read',
    status: 200,
    media: 'text/csv',
    query: NumberFilter,
    answer: z.string(),
  }),
  getNumber: endpoint({
    method: 'GET',
    path: '/numbers/{number}',
    tag,
    summary: 'One number of the inventory',
    access: 'admin',
    effect: 'read',
    status: 200,
    params: ofNumber,
    answer: NumberView,
  }),
  getNumberAllowance: endpoint({
    method: 'GET',
    path: '/numbers/allowance',
    tag,
    summary: 'How many numbers the company may hold, holds and has left, by country',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: NumberAllowance,
  }),
  setNumberAllowance: endpoint({
    method: 'PATCH',
    path: '/numbers/allowance',
    tag,
    summary: 'Says how many numbers of a country are bought; operators only, as that is their side of the contract',
    access: 'operator',
    effect: 'changes',
    status: 200,
    body: z.strictObject({ country: CountryCode, bought: z.int().min(0).max(1_000_000) }),
    answer: z.object({ allowance: NumberAllowance, changeSetId: Id.nullable() }),
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
    summary:
      'Takes numbers from the stock into the inventory: all that are named, or none; refused beyond the allowance',
    access: 'admin',
    effect: 'changes',
    status: 201,
    body: z.strictObject({ numbers: some }),
    answer: z.object({ claimed: z.int(), changeSetId: Id }),
  }),
  releaseNumbers: endpoint({
    method: 'POST',
    path: '/numbers/release',
    tag,
    summary:
      'Lets numbers go: they rest for the company’s days of quarantine, then leave, those from the stock back into it',
    access: 'admin',
    effect: 'changes',
    status: 200,
    query: DryRunQuery,
    body: z.strictObject({
      numbers: some,
      detach: z.boolean().default(false).describe('Take them from whoever has them or shows them as caller ID'),
    }),
    answer: z.object({
      released: z.int(),
      restsUntil: z.string().nullable().describe('When they leave for good; null: at once'),
      changeSetId: Id.nullable(),
      problems: z.array(Problem),
    }),
  }),
  endQuarantine: endpoint({
    method: 'POST',
    path: '/numbers/quarantine/end',
    tag,
    summary: 'Ends the rest of numbers now: released ones leave at once, those of leavers can be given again',
    access: 'admin',
    effect: 'changes',
    status: 200,
    body: z.strictObject({ numbers: some }),
    answer: z.object({ available: z.int(), left: z.int(), changeSetId: Id }),
  }),
  moveNumber: endpoint({
    method: 'POST',
    path: '/numbers/move',
    tag,
    summary: 'Moves a number from whoever has it to somebody else, or to nobody, in one step',
    access: 'admin',
    effect: 'changes',
    status: 200,
    query: DryRunQuery,
    body: z.strictObject({
      number: E164,
      toUserId: Id.nullable(),
      asPrimary: z.boolean().default(false).describe('Before the numbers that the person has already'),
    }),
    answer: NumbersMoved,
  }),
  swapNumbers: endpoint({
    method: 'POST',
    path: '/numbers/swap',
    tag,
    summary: 'Exchanges two numbers, each taking the other’s place, in one step',
    access: 'admin',
    effect: 'changes',
    status: 200,
    query: DryRunQuery,
    body: z.strictObject({ first: E164, second: E164 }),
    answer: NumbersMoved,
  }),
  shareNumber: endpoint({
    method: 'POST',
    path: '/numbers/share',
    tag,
    summary: 'Lets anybody here show the number as caller ID, under a name; null ends that',
    access: 'admin',
    effect: 'changes',
    status: 200,
    body: z.strictObject({ number: E164, name: filledLine(64, 'The name').nullable() }),
    answer: z.object({ changeSetId: Id.nullable() }),
  }),
  importNumbers: endpoint({
    method: 'POST',
    path: '/numbers/import',
    tag,
    summary: 'Adds the company’s own numbers, as lines or CSV: every line or none; refused beyond the allowance',
    access: 'admin',
    effect: 'changes',
    status: 201,
    query: DryRunQuery,
    body: z.strictObject({
      country: CountryCode.describe('Of numbers written without their country code'),
      text: z.string().max(2_000_000),
    }),
    answer: ImportAnswer,
  }),
  startPorting: endpoint({
    method: 'POST',
    path: '/numbers/porting',
    tag,
    summary: 'Adds a number that is to come from another carrier, with one that rings in its place until then',
    access: 'admin',
    effect: 'changes',
    status: 201,
    body: z.strictObject({ number: E164, temporaryNumber: E164.nullable().default(null) }),
    answer: changed,
  }),
  updatePorting: endpoint({
    method: 'PATCH',
    path: '/numbers/porting/{number}',
    tag,
    summary: 'Writes down how far the porting has come, or which number stands in',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params: ofNumber,
    body: z.strictObject({ state: NumberPorting.optional(), temporaryNumber: E164.nullable().optional() }),
    answer: z.object({ changeSetId: Id.nullable() }),
  }),
  completePorting: endpoint({
    method: 'POST',
    path: '/numbers/porting/{number}/complete',
    tag,
    summary: 'The number is here: it takes the place of its temporary one, which rests or is free',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params: ofNumber,
    query: DryRunQuery,
    body: z.strictObject({ temporaryNumber: z.enum(['rests', 'free']).default('rests') }),
    answer: NumbersMoved,
  }),
  cancelPorting: endpoint({
    method: 'POST',
    path: '/numbers/porting/{number}/cancel',
    tag,
    summary: 'The number does not come: it leaves the inventory, and its temporary one stays where it is',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params: ofNumber,
    answer: changed,
  }),
}
