import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { DryRunQuery } from '../paging.ts'
import { Problem } from '../problems.ts'
import { UserFilter } from '../user-filter.ts'
import { UserSpec } from '../user-spec.ts'
import { TaskResult, TaskStarted } from './tasks.ts'
import { FieldChange } from './users.ts'

/** Up to so many users are changed before the answer; more become a task. */
export const mostAtOnce = 500

/** What makes sense for many people at once: a user's spec without what belongs to one person. */
export const BulkSet = UserSpec.pick({
  site: true,
  profile: true,
  license: true,
  language: true,
  timeZone: true,
  jobTitle: true,
  department: true,
  devices: true,
  emergencyAddress: true,
  services: true,
  state: true,
  sendWelcome: true,
})
  .extend({
    extension: z
      .literal('auto')
      .nullable()
      .optional()
      .describe('auto: a free one for everybody who has none. null: takes it away'),
    numbers: z
      .array(z.literal('auto'))
      .max(1)
      .optional()
      .describe('["auto"]: a free number for everybody who has none. []: takes all away'),
  })
  .refine(
    (set) => Object.entries(set).some(([field, value]) => field !== 'sendWelcome' && value !== undefined),
    'Name at least one field to change.',
  )
export type BulkSet = z.infer<typeof BulkSet>

/** Whom to change and how. Exactly one of `ids` and `filter`. */
export const BulkEditSpec = z
  .strictObject({
    ids: z.array(Id).min(1).max(100_000).optional(),
    filter: UserFilter.optional().describe('All living users who match when it is carried out'),
    set: BulkSet,
    skipInvalid: z
      .boolean()
      .default(false)
      .describe('Changes those who can be changed and reports the others; else everybody or nobody'),
    fingerprint: z
      .string()
      .max(200)
      .optional()
      .describe('Of the plan that was looked at. When another plan would be carried out now, nothing is'),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    error: 'Name either ids or a filter.',
    path: ['ids'],
  })
export type BulkEditSpec = z.infer<typeof BulkEditSpec>

/** One reason why some people cannot be changed (or a warning), how many, and the first of them by name. */
export const BulkProblem = z.object({
  code: Problem.shape.code,
  severity: Problem.shape.severity,
  /** What is said of the first of them. */
  message: z.string(),
  count: z.int(),
  names: z.array(z.string()),
})
export type BulkProblem = z.infer<typeof BulkProblem>

export const BulkPlanRow = z.object({
  userId: Id,
  name: z.string(),
  kind: z.enum(['update', 'suspend', 'delete', 'restore', 'unchanged', 'invalid']),
  changes: z.array(FieldChange),
  problems: z.array(Problem),
})
export type BulkPlanRow = z.infer<typeof BulkPlanRow>

/** What a bulk edit would do. */
export const BulkPlan = z.object({
  totals: z.object({ users: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int() }),
  problems: z.array(BulkProblem),
  /** Licences that it takes, less those it gives back, and how many are free now. */
  licenses: z.array(z.object({ id: Id, name: z.string(), needed: z.int(), free: z.int() })),
  /** Numbers and extensions that it takes. */
  numbers: z.int(),
  extensions: z.int(),
  /** The first 100: those who cannot be changed, then those with a warning, then the others. */
  rows: z.array(BulkPlanRow),
  /** Of everything but what is chosen for us. Send it along to carry out this plan and no other. */
  fingerprint: z.string(),
})
export type BulkPlan = z.infer<typeof BulkPlan>

/** What a bulk edit that was waited for has done. */
export const BulkDone = TaskResult.extend({ changeSetId: Id.nullable(), taskId: Id.nullable() })
export type BulkDone = z.infer<typeof BulkDone>

export const bulkEditEndpoints = {
  bulkEditUsers: endpoint({
    method: 'POST',
    path: '/users/bulk-edit',
    tag: 'Users',
    summary:
      'Changes many users in one transaction. `dryRun=true` answers the plan; above 500 users 202 with a task, unless `wait=true`',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    query: DryRunQuery.extend({
      wait: z.stringbool().optional().describe('Waits up to a minute for the task; 202 when it takes longer'),
    }),
    body: BulkEditSpec,
    answer: z.union([BulkDone, BulkPlan, TaskStarted]),
  }),
}
