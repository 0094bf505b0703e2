import { z } from 'zod'
import { fieldWords } from './field-words.ts'
import { listed } from './plain-words.ts'
import { CallerPattern, CallingPlan, ForwardingRule, RuleDestination, type RuleTimes } from './services-spec.ts'

/** How people and numbers are called where settings are put into words. */
export interface ServiceWords {
  /** A user's name by id. */
  nameOf(userId: string): string
  /** A number as people write it. */
  display(number: string): string
}

/** Where calls go: "rings Łukasz Żółć for 20 s", "rings 1001, then Maya Ortiz, 20 s each", "busy tone". */
export function destinationText(to: RuleDestination, words: ServiceWords): string {
  if (to.kind === 'busy') return 'busy tone'
  if (to.kind === 'ownPhones') return 'rings their own phones'
  const names = to.targets.map((one) => (one.kind === 'user' ? words.nameOf(one.userId) : words.display(one.number)))
  if (names.length === 0) return 'rings nobody yet'
  if (names.length === 1) return `rings ${names[0]} for ${to.secondsEach} s`
  return to.order === 'together'
    ? `rings ${listed(names)} together for ${to.secondsEach} s`
    : `rings ${names.join(', then ')}, ${to.secondsEach} s each`
}

/** Which callers a pattern means: "+44 20 7946 0000", "all that begin with +4420". */
export function callerText(pattern: CallerPattern, { display }: ServiceWords): string {
  if (pattern.kind === 'number') return display(pattern.number)
  if (pattern.kind === 'prefix') return `all that begin with ${pattern.prefix}`
  return `${display(pattern.from)} to ${display(pattern.to)}`
}

const callerKinds = {
  anyone: 'anyone',
  anonymous: 'anonymous callers',
  internal: 'colleagues',
  external: 'callers from outside',
} as const

/** Whom a rule is about: "anonymous callers", "+44 20 7946 0000 and all that begin with 1". */
export function callersText(callers: ForwardingRule['callers'], words: ServiceWords): string {
  if (callers.kind !== 'listed') return callerKinds[callers.kind]
  if (callers.callers.length === 0) return 'nobody yet'
  const first = callers.callers.slice(0, 3).map((one) => callerText(one, words))
  const more = callers.callers.length - first.length
  return listed(more > 0 ? [...first, `${more} more`] : first)
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** When a rule holds: "at any time", "Mon–Fri, 09:00–17:00, from 2026-12-24". */
export function timesText(times: RuleTimes | null): string {
  if (!times) return 'at any time'
  const { from, to, firstDay, lastDay } = times
  const hours = from === to ? 'all day' : `${from}–${to}`
  const span = [...(firstDay ? [`from ${firstDay}`] : []), ...(lastDay ? [`to ${lastDay}`] : [])].join(' ')
  return [daysText(times.days), hours, ...(span ? [span] : [])].join(', ')
}

function daysText(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  if (sorted.length === 7) return 'every day'
  const [first = 1] = sorted
  const last = sorted.at(-1) ?? first
  const isRun = sorted.length > 2 && last - first === sorted.length - 1
  const name = (day: number) => dayNames[day - 1] ?? ''
  return isRun ? `${name(first)}–${name(last)}` : sorted.map(name).join(', ') || 'no day'
}

/** A custom rule in one line: "anonymous callers, Mon–Fri, 09:00–17:00 → busy tone". */
export function ruleText(rule: ForwardingRule, words: ServiceWords): string {
  return `${callersText(rule.callers, words)}, ${timesText(rule.times)} → ${destinationText(rule.to, words)}`
}

const planTexts: Record<CallingPlan, string> = {
  emergencyOnly: 'emergency numbers only',
  domestic: 'domestic',
  international: 'international',
}

const regions = new Intl.DisplayNames(['en'], { type: 'region' })

type Reader = (value: unknown, words: ServiceWords) => string | null

/** Reads a recorded value with its schema; null where it is not what this release knows. */
function read<T>(schema: z.ZodType<T>, text: (value: T, words: ServiceWords) => string): Reader {
  return (value, words) => {
    const { data, success } = schema.safeParse(value)
    return success ? text(data, words) : null
  }
}

const orElse = (nothing: string) =>
  read(RuleDestination.nullable(), (to, words) => (to ? destinationText(to, words) : nothing))
const either = (yes: string, no: string) => read(z.boolean(), (is) => (is ? yes : no))
const onOff = either('on', 'off')
const named = (nothing: string) => read(z.string().nullable(), (name) => name || nothing)
const country = z.string().regex(/^[A-Z]{2}$/)

const readers: Readonly<Record<string, Reader>> = {
  'calls.callWaiting': onOff,
  'calls.doNotDisturb': onOff,
  'calls.maxConcurrentCalls': read(z.number().nullable(), (most) => (most === null ? 'no limit' : String(most))),
  'callerId.number': read(z.string().nullable(), (number, { display }) => (number ? display(number) : 'the usual one')),
  'callerId.name': named('their own name'),
  'callerId.isBlocked': onOff,
  'callerId.internalName': named('their own name'),
  'forwarding.always': orElse('off'),
  'forwarding.busy': orElse('off'),
  'forwarding.noAnswer': orElse('off'),
  'forwarding.noAnswerSeconds': read(z.number(), (seconds) => `${seconds} s`),
  'forwarding.unreachable': orElse('off'),
  'forwarding.blocked': orElse('refused'),
  'forwarding.blocksAnonymous': onOff,
  'forwarding.blockedCallers': read(z.array(CallerPattern), (all, words) =>
    all.length === 0 ? 'nobody' : all.map((one) => callerText(one, words)).join(', '),
  ),
  'forwarding.rules': read(z.array(ForwardingRule), (rules, words) =>
    rules.length === 0
      ? 'none'
      : rules
          .map((rule, at) => `${at + 1}. ${rule.name}${rule.isOn ? '' : ' (off)'}: ${ruleText(rule, words)}`)
          .join('; '),
  ),
  'calling.country': read(country.nullable(), (code) => (code ? (regions.of(code) ?? code) : 'as the site')),
  'calling.plan': read(CallingPlan, (plan) => planTexts[plan]),
  'calling.allowedCountries': read(z.array(country), (codes) =>
    codes.length === 0 ? 'none named' : codes.map((code) => regions.of(code) ?? code).join(', '),
  ),
  'calling.premium': either('allowed', 'refused'),
  locks: read(z.array(z.string()), (fields) => fields.map(fieldWords).join(', ') || 'none'),
  'directory.isListed': either('listed', 'not listed'),
  'directory.sees': read(z.enum(['company', 'site']), (sees) =>
    sees === 'company' ? 'everybody in the company' : 'people of their own site',
  ),
}

/** The value of a setting in words, by the path that history uses: `services.forwarding.always`, `defaults.…` of a profile. Null for what is no setting. */
export function settingText(path: string, value: unknown, words: ServiceWords): string | null {
  return readers[path.replace(/^(defaults\.)?services\./, '')]?.(value, words) ?? null
}

/** Everybody whom a recorded value names, to look up how they are called. */
export function usersNamedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(usersNamedIn)
  return 'userId' in value && typeof value.userId === 'string' ? [value.userId, ...inner] : inner
}
