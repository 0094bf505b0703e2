import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Entitlement } from '../entitlements.ts'
import { Id } from '../ids.ts'
import { DryRunQuery } from '../paging.ts'
import { filledLine } from '../texts.ts'
import { TaskStarted } from './tasks.ts'

export const LicenseSpec = z.strictObject({
  name: filledLine(64, 'The licence’s name'),
  entitlements: z.array(Entitlement).max(20),
  owned: z.int().min(0).max(1_000_000),
  numbersIncluded: z
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe('Phone numbers that each owned seat includes. Absent: 1 where the licence grants direct numbers, else 0'),
})
export type LicenseSpec = z.infer<typeof LicenseSpec>

export const LicenseView = LicenseSpec.extend({
  id: Id,
  version: z.int(),
  numbersIncluded: z.int(),
  used: z.int(),
  free: z.int(),
  suspended: z.int(),
})
export type LicenseView = z.infer<typeof LicenseView>

/** How fast a pool fills, from how many seats were in use at the end of each day. */
export const LicenseForecast = z.object({
  /** How many more (below 0: fewer) are in use than 30 and 90 days ago; null while the records are younger. */
  last30Days: z.int().nullable(),
  last90Days: z.int().nullable(),
  /** When the last one is taken at this pace, as a date; null when it is not, or when nobody can say yet. */
  runsOutOn: z.string().nullable(),
  sentence: z.string(),
  /** How many would have to be bought for `people` more. */
  moreNeeded: z.int().nullable(),
})
export type LicenseForecast = z.infer<typeof LicenseForecast>

/** One licence type with what its holders use of it, and how long it lasts. */
export const LicenseDetail = LicenseView.extend({
  /** Holders who use a right that the type grants: what they would lose with it. */
  uses: z.object({ calls: z.int(), directNumber: z.int(), international: z.int() }),
  /** The first 200 suspended people who hold one, by name. */
  suspendedHolders: z.array(z.object({ id: Id, name: z.string() })),
  forecast: LicenseForecast,
})
export type LicenseDetail = z.infer<typeof LicenseDetail>

const someone = {
  userIds: z.array(Id).min(1).max(100_000).optional(),
  all: z.literal(true).optional(),
}
const oneOfBoth = ({ userIds, all }: { userIds?: Id[] | undefined; all?: true | undefined }) =>
  (userIds === undefined) !== (all === undefined)
const whoElse = { error: 'Name either userIds or all.', path: ['userIds'] }

/** Whom to give another licence type. */
export const LicenseMoveSpec = z
  .strictObject({
    ...someone,
    to: Id,
    losing: z
      .enum(['refuse', 'stay', 'giveUp'])
      .default('refuse')
      .describe(
        'What becomes of people who use a right that the new type lacks. refuse: nobody is moved. stay: they keep the old type, as does whoever cannot be moved. giveUp: they give up their numbers, or calls abroad',
      ),
  })
  .refine(oneOfBoth, whoElse)
export type LicenseMoveSpec = z.infer<typeof LicenseMoveSpec>

/** Whose licence is taken back; only suspended people’s can be. */
export const LicenseReclaimSpec = z.strictObject(someone).refine(oneOfBoth, whoElse)

/** What some people lose with a licence. */
export const LicenseLoss = z.object({
  right: Entitlement,
  count: z.int(),
  /** The first of them. */
  names: z.array(z.string()),
  sentence: z.string(),
})
export type LicenseLoss = z.infer<typeof LicenseLoss>

/** What a move or a reclaim does, or did. */
export const LicensesChanged = z.object({
  changeSetId: Id.nullable(),
  changed: z.int(),
  /** People who keep what they have, and why the first of them do. */
  stayed: z.int(),
  reasons: z.array(z.string()),
  losses: z.array(LicenseLoss),
  /** How many licences of the new type are missing. */
  missing: z.int(),
  sentence: z.string(),
})
export type LicensesChanged = z.infer<typeof LicensesChanged>

const tag = 'Licences'
const params = z.object({ id: Id })
const written = z.object({ license: LicenseView, changeSetId: Id.nullable() })

export const licenseEndpoints = {
  listLicenses: endpoint({
    method: 'GET',
    path: '/licenses',
    tag,
    summary: 'Licence types with how many are owned, used and free',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(LicenseView) }),
  }),
  createLicense: endpoint({
    method: 'POST',
    path: '/licenses',
    tag,
    summary: 'Adds a licence type; operators only, as owning licences is their side of the contract',
    access: 'operator',
    effect: 'changes',
    status: 201,
    body: LicenseSpec,
    answer: written,
  }),
  getLicense: endpoint({
    method: 'GET',
    path: '/licenses/{id}',
    tag,
    summary:
      'One licence type: what its holders use of it, which suspended people hold one, and when it runs out. `people`: whether that many more can have one',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    query: z.object({ people: z.coerce.number().int().min(1).max(1_000_000).optional() }),
    answer: LicenseDetail,
  }),
  moveLicenses: endpoint({
    method: 'POST',
    path: '/licenses/{id}/move',
    tag,
    summary:
      'Gives holders of this type another one and keeps everything that goes with both. `dryRun=true` says what would be lost, with counts; above 500 people 202 with a task',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    params,
    query: DryRunQuery,
    body: LicenseMoveSpec,
    answer: z.union([LicensesChanged, TaskStarted]),
  }),
  reclaimLicenses: endpoint({
    method: 'POST',
    path: '/licenses/{id}/reclaim',
    tag,
    summary:
      'Takes licences of this type back from suspended people, who keep everything else. `dryRun=true` says what they lose; above 500 people 202 with a task',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    params,
    query: DryRunQuery,
    body: LicenseReclaimSpec,
    answer: z.union([LicensesChanged, TaskStarted]),
  }),
  deleteLicense: endpoint({
    method: 'DELETE',
    path: '/licenses/{id}',
    tag,
    summary: 'Removes a licence type that nobody holds; operators only',
    access: 'operator',
    effect: 'changes',
    status: 200,
    params,
    answer: z.object({ changeSetId: Id }),
  }),
  updateLicense: endpoint({
    method: 'PATCH',
    path: '/licenses/{id}',
    tag,
    summary: 'Changes name, entitlements or quantity; operators only',
    access: 'operator',
    effect: 'changes',
    status: 200,
    params,
    body: LicenseSpec.partial(),
    answer: written,
  }),
}
