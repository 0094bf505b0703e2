import { z } from 'zod'
import { condition } from './condition.ts'
import { Id, isId } from './ids.ts'
import { Role } from './roles.ts'
import { PhoneApp, UserState } from './user-spec.ts'
import { StandingFilter } from './user-standing.ts'

const idOrNone = z.string().refine((value) => value === 'none' || isId(value), 'Must be an id, or none.')
const none = z.literal('none')

/**
 * Which living users: all conditions hold at once, each for one of several values. One spelling for the list, the export, bulk edit and
 * the addresses of the console.
 */
export const UserFilter = z.strictObject({
  query: z
    .string()
    .max(200)
    .optional()
    .describe('Beginnings of names, username, e-mail, extension and number; all words must be found in one person'),
  site: condition(Id, 'Ids of sites'),
  license: condition(idOrNone, 'Ids of licence types, or none'),
  profile: condition(idOrNone, 'Ids of profiles, or none'),
  state: condition(UserState.exclude(['deleted']), 'active or suspended'),
  standing: condition(StandingFilter, 'How they stand; needsAttention: incomplete or not signed in'),
  department: condition(z.string().min(1).max(100), 'Departments as written, or none'),
  extension: condition(none, 'none: has no extension'),
  number: condition(none, 'none: has no direct number'),
  device: condition(PhoneApp, 'Phone apps that the person may use; is: one of these'),
  role: condition(Role, 'user or admin'),
})
export type UserFilter = z.infer<typeof UserFilter>

/** Whom a bulk operation is about: these, or all who match. */
export const UserSelection = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(100_000) }),
  z.strictObject({ filter: UserFilter }),
])
export type UserSelection = z.infer<typeof UserSelection>

/** The conditions of a filter, by name. */
export const conditionNames = [
  'site',
  'license',
  'profile',
  'state',
  'standing',
  'department',
  'extension',
  'number',
  'device',
  'role',
] as const
export type ConditionName = (typeof conditionNames)[number]

/** What the list of users can be sorted by; with `-` before it, the other way round. */
export const userOrders = ['name', 'username', 'extension', 'created', 'changed'] as const
export const UserSort = z.enum([...userOrders, ...userOrders.map((order) => `-${order}` as const)])
export type UserSort = z.infer<typeof UserSort>
