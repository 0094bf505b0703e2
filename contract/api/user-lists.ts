import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { DryRunQuery } from '../paging.ts'
import { UserFilter, UserSelection, UserSort } from '../user-filter.ts'

/** What the list of users can show of each, and the export writes; `name` is two columns of a file. */
export const userColumnKeys = [
  'name',
  'username',
  'extension',
  'number',
  'license',
  'site',
  'profile',
  'email',
  'jobTitle',
  'department',
  'role',
  'lastSignIn',
  'created',
  'changed',
  'standing',
] as const
export type UserColumnKey = (typeof userColumnKeys)[number]

const columnKeys = z.array(z.enum(userColumnKeys)).min(1)

/** Why somebody gets no welcome mail of many. */
export const NoWelcomeReason = z.enum(['noExtension', 'suspended', 'signedIn', 'gone'])
export type NoWelcomeReason = z.infer<typeof NoWelcomeReason>

export const WelcomesAnswer = z.object({
  queued: z.int(),
  leftOut: z.array(
    z.object({
      reason: NoWelcomeReason,
      /** A sentence's end: "have no extension yet". */
      message: z.string(),
      count: z.int(),
      /** At most 100 of them. */
      users: z.array(z.object({ id: Id, name: z.string() })),
    }),
  ),
})
export type WelcomesAnswer = z.infer<typeof WelcomesAnswer>

export const userListEndpoints = {
  exportUsers: endpoint({
    method: 'GET',
    path: '/users/export.csv',
    tag: 'Users',
    summary: 'The users who match as a CSV file, sorted like the list. That it was exported is kept',
    access: 'admin',
    effect: 'read',
    status: 200,
    media: 'text/csv',
    query: UserFilter.extend({
      sort: UserSort.default('name'),
      columns: z
        .string()
        .max(300)
        .transform((text) => text.split(','))
        .pipe(columnKeys)
        .optional()
        .describe(`Between commas: ${userColumnKeys.join(', ')}. All without it`),
    }).strip(),
    answer: z.string(),
  }),
  listDepartments: endpoint({
    method: 'GET',
    path: '/users/departments',
    tag: 'Users',
    summary: 'The departments that users are in, as written; at most 1,000',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(z.string()) }),
  }),
  sendWelcomes: endpoint({
    method: 'POST',
    path: '/users/welcome',
    tag: 'Users',
    summary:
      'Sends welcome mails to many, named by ids or by a filter; who cannot use one is left out, with the reason. `dryRun=true` only counts',
    access: 'admin',
    effect: 'outside',
    status: 200,
    query: DryRunQuery,
    body: UserSelection,
    answer: WelcomesAnswer,
  }),
}
