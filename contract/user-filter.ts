import { z } from 'zod'
import { Id, isId } from './ids.ts'
import { Role } from './roles.ts'
import { PhoneApp, UserState } from './user-spec.ts'
import { StandingFilter } from './user-standing.ts'

const mostValues = 200

/** One condition: the field is one of `is`, and none of `isNot`. */
export interface Condition<T extends string = string> {
  readonly is?: T[] | undefined
  readonly isNot?: T[] | undefined
}

/**
 * Reads a condition as addresses spell it: values between commas, a leading `!` for "is not". A comma, exclamation mark or backslash
 * that belongs to a value stands behind a backslash.
 */
export function readCondition(text: string): Condition {
  const isNot = text.startsWith('!')
  const values = [...(isNot ? text.slice(1) : text).matchAll(/(?:^|,)((?:\\.|[^\\,])*)/gsu)].map(([, value = '']) =>
    value.replace(/\\(.)/gsu, '$1'),
  )
  return isNot ? { isNot: values } : { is: values }
}

/** Spells a condition for an address; one that says both "is" and "is not" only fits into a body. */
export function writeCondition({ is, isNot }: Condition): string {
  const list = (values: readonly string[]) => values.map((value) => value.replace(/[\\,!]/g, '\\$&')).join(',')
  return is ? list(is) : `!${list(isNot ?? [])}`
}

function condition<T extends string>(value: z.ZodType<T, T>, description: string) {
  const values = z.array(value).min(1, 'Name at least one value.').max(mostValues, 'Name at most 200 values.')
  const structured = z
    .strictObject({ is: values.optional(), isNot: values.optional() })
    .refine(({ is, isNot }) => is ?? isNot, 'Say what it is, or what it is not.')
  return z
    .preprocess((sent) => (typeof sent === 'string' ? readCondition(sent) : sent), structured)
    .optional()
    .meta({
      description: `${description}. In an address \`a,b\` or \`!a,b\` (is not), in a body also {"is": […]} or {"isNot": […]}`,
    })
}

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
