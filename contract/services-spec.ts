import { z } from 'zod'
import { E164 } from './e164.ts'
import { Id } from './ids.ts'
import { CountryCode, filledLine } from './texts.ts'

/** Where a forwarded call may ring: a colleague, or any number (of the company or outside). */
export const ForwardTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: Id }),
  z.strictObject({ kind: z.literal('number'), number: E164 }),
])
export type ForwardTarget = z.infer<typeof ForwardTarget>

/** How long each target of a forwarding rings, and how long the person’s own phones do before “no answer” counts. */
const RingSeconds = z.int().min(5, 'At least 5 seconds.').max(120, 'At most 120 seconds.')

/** Where a call goes. `ring`: the targets, all together or one after the other. `busy`: nobody is disturbed and the caller hears the busy tone. */
export const Destination = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ring'),
    targets: z.array(ForwardTarget).min(1, 'Name at least one person or number.').max(10, 'At most 10 targets.'),
    order: z.enum(['together', 'inTurn']).default('together'),
    secondsEach: RingSeconds.default(20),
  }),
  z.strictObject({ kind: z.literal('busy') }),
])
export type Destination = z.infer<typeof Destination>

const CallerDigits = z.string().regex(/^\+?\d{2,15}$/, 'Must be digits, with or without a leading +.')

/** Which callers are meant: one number or extension, all that begin with some digits, or a range from first to last of equal length. */
export const CallerPattern = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), number: CallerDigits }),
  z.strictObject({ kind: z.literal('prefix'), prefix: CallerDigits }),
  z
    .strictObject({ kind: z.literal('range'), from: CallerDigits, to: CallerDigits })
    .refine((range) => range.from.length === range.to.length && range.from <= range.to, {
      error: 'The first number must not be after the last, and both need the same number of digits.',
      path: ['to'],
    }),
])
export type CallerPattern = z.infer<typeof CallerPattern>

const callerPatterns = z.array(CallerPattern).max(100, 'At most 100 callers.')

/** Whom a custom rule is about. */
export const RuleCallers = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['anyone', 'anonymous', 'internal', 'external']) }),
  z.strictObject({ kind: z.literal('listed'), callers: callerPatterns.min(1, 'List at least one caller.') }),
])
export type RuleCallers = z.infer<typeof RuleCallers>

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time, like 17:30.')
const Day = z.iso.date()

/**
 * When a custom rule holds, in the person’s time zone. `days`: 1 is Monday, 7 Sunday (ISO 8601). `to` before `from` reaches into the next
 * day; equal means the whole day. The last day is included.
 */
export const RuleTimes = z
  .strictObject({
    days: z.array(z.int().min(1).max(7)).min(1, 'Choose at least one day.').max(7),
    from: TimeOfDay,
    to: TimeOfDay,
    firstDay: Day.nullable().default(null),
    lastDay: Day.nullable().default(null),
  })
  .refine(({ firstDay, lastDay }) => firstDay === null || lastDay === null || firstDay <= lastDay, {
    error: 'The last day must not be before the first.',
    path: ['lastDay'],
  })
export type RuleTimes = z.infer<typeof RuleTimes>

/** What a custom rule does: sends the call elsewhere, or rings the person as if no other rule were there. */
export const RuleDestination = z.union([Destination, z.strictObject({ kind: z.literal('ownPhones') })])
export type RuleDestination = z.infer<typeof RuleDestination>

/** One custom rule. Rules are asked from top to bottom; the first that is on and matches decides. */
export const ForwardingRule = z.strictObject({
  name: filledLine(64, 'The rule’s name'),
  isOn: z.boolean().default(true),
  callers: RuleCallers,
  /** null: at any time. */
  times: RuleTimes.nullable().default(null),
  to: RuleDestination,
})
export type ForwardingRule = z.infer<typeof ForwardingRule>

/** How calls reach the person. */
export const CallHandling = z.strictObject({
  callWaiting: z.boolean().describe('Whether a second call rings while one is going on'),
  doNotDisturb: z.boolean().describe('Own phones stay silent; forwarding when busy still holds'),
  maxConcurrentCalls: z
    .int()
    .min(1, 'At least 1.')
    .max(100, 'At most 100.')
    .nullable()
    .describe('Calls at a time, in and out; emergency calls are never counted. null: no limit'),
})
export type CallHandling = z.infer<typeof CallHandling>

/** What others see of the person’s calls. */
export const CallerId = z.strictObject({
  number: E164.nullable().describe(
    'Shown outside; one that the company holds. null: the site’s default, else the primary number',
  ),
  name: filledLine(64, 'The name').nullable().describe('Shown outside. null: the person’s name'),
  isBlocked: z.boolean().describe('Calls are anonymous (RFC 3323, RFC 3325)'),
  internalName: filledLine(64, 'The name').nullable().describe('Shown to colleagues. null: the person’s name'),
})
export type CallerId = z.infer<typeof CallerId>

/** What becomes of calls to the person. null: the rule is off. */
export const Forwarding = z.strictObject({
  always: Destination.nullable(),
  busy: Destination.nullable(),
  noAnswer: Destination.nullable(),
  noAnswerSeconds: RingSeconds,
  unreachable: Destination.nullable().describe('No phone is registered'),
  blockedCallers: callerPatterns,
  blocksAnonymous: z.boolean(),
  blocked: Destination.nullable().describe('Where blocked callers go. null: they are refused'),
  rules: z.array(ForwardingRule).max(50, 'At most 50 rules.').describe('Asked in order, before `always`'),
})
export type Forwarding = z.infer<typeof Forwarding>

/** What a person may call outside. Emergency numbers are always allowed. */
export const CallingPlan = z.enum(['emergencyOnly', 'domestic', 'international'])
export type CallingPlan = z.infer<typeof CallingPlan>

/** External calling permission. */
export const CallingRights = z.strictObject({
  country: CountryCode.nullable().describe(
    'Whose numbering plan reads what is dialed, and what “domestic” means. null: the site’s',
  ),
  plan: CallingPlan,
  allowedCountries: z
    .array(CountryCode)
    .max(250)
    .describe('With domestic: these besides the own. With international: these only, or all when empty'),
  premium: z.boolean().describe('Premium-rate and satellite numbers; refused unless allowed'),
})
export type CallingRights = z.infer<typeof CallingRights>

/** How the person and the directory see each other. */
export const DirectoryRights = z.strictObject({
  isListed: z.boolean().describe('Whether colleagues find the person'),
  sees: z.enum(['company', 'site']).describe('Whom the person finds'),
})
export type DirectoryRights = z.infer<typeof DirectoryRights>

/** All that is set on a person beyond who they are and what they are reached on. */
export const UserServices = z.strictObject({
  calls: CallHandling,
  callerId: CallerId,
  forwarding: Forwarding,
  calling: CallingRights,
  directory: DirectoryRights,
})
export type UserServices = z.infer<typeof UserServices>

/** The desired state of the services: what is absent stays as it is, setting by setting; a list replaces the whole list. */
export const ServicesSpec = z
  .strictObject({
    calls: CallHandling.partial(),
    callerId: CallerId.partial(),
    forwarding: Forwarding.partial(),
    calling: CallingRights.partial(),
    directory: DirectoryRights.partial(),
  })
  .partial()
export type ServicesSpec = z.infer<typeof ServicesSpec>

/** What a new person has unless a profile or the spec says otherwise. */
export const defaultServices: UserServices = {
  calls: { callWaiting: true, doNotDisturb: false, maxConcurrentCalls: null },
  callerId: { number: null, name: null, isBlocked: false, internalName: null },
  forwarding: {
    always: null,
    busy: null,
    noAnswer: null,
    noAnswerSeconds: 15,
    unreachable: null,
    blockedCallers: [],
    blocksAnonymous: false,
    blocked: null,
    rules: [],
  },
  calling: { country: null, plan: 'domestic', allowedCountries: [], premium: false },
  directory: { isListed: true, sees: 'company' },
}

/** The services with what the spec names put over them; also makes stored ones whole after a release that added a setting. */
export function servicesWith(base: UserServices, spec: ServicesSpec | undefined): UserServices {
  if (!spec) return base
  return {
    calls: over(base.calls, spec.calls),
    callerId: over(base.callerId, spec.callerId),
    forwarding: over(base.forwarding, spec.forwarding),
    calling: over(base.calling, spec.calling),
    directory: over(base.directory, spec.directory),
  }
}

function over<T extends object>(base: T, spec: Partial<Record<keyof T, unknown>> | undefined): T {
  if (!spec) return base
  const named = Object.entries(spec).filter(([, value]) => value !== undefined)
  return named.length === 0 ? base : { ...base, ...Object.fromEntries(named) }
}

/** What differs from the defaults: all that is stored. */
export function unusual(services: UserServices): ServicesSpec {
  const kept = Object.entries(services).flatMap(([section, settings]) => {
    const usual: object = Reflect.get(defaultServices, section)
    const differing = Object.entries(settings).filter(
      ([setting, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(usual, setting)),
    )
    return differing.length > 0 ? [[section, Object.fromEntries(differing)] as const] : []
  })
  return Object.fromEntries(kept)
}

/** Services as stored, made whole. */
export function wholeServices(stored: ServicesSpec): UserServices {
  return servicesWith(defaultServices, stored)
}
