import { newId } from '../../contract/ids.ts'
import { defaultServices, type ServicesSpec, servicesWith } from '../../contract/services-spec.ts'
import type { CallPlan } from './call-plan.ts'
import type { CallParty, CallSituation, DialedCall } from './call-situation.ts'
import { decide } from './decide.ts'
import { readPublicNumber } from './public-number.ts'

/** A Londoner with the usual settings, and these. */
export function person(
  displayName: string,
  extension: string | null,
  services: ServicesSpec = {},
  more: Partial<CallParty> = {},
): CallParty {
  return {
    userId: newId(),
    displayName,
    extension,
    numbers: [],
    isSuspended: false,
    mayCall: true,
    mayCallAbroad: true,
    services: servicesWith(defaultServices, services),
    timeZone: 'Europe/London',
    country: 'GB',
    siteNumber: null,
    ...more,
  }
}

export const aMoment = new Date('2026-11-18T12:00:00Z')

export interface Scene extends Partial<CallSituation>, Partial<Omit<DialedCall, 'dialed'>> {
  readonly everybody?: readonly CallParty[]
  readonly now?: Date
}

/** What becomes of a call in a company of these people. */
export function planFor(caller: CallSituation['caller'], dialed: string, scene: Scene = {}): CallPlan {
  const { everybody = [], now = aMoment, asksPrivacy = false, callsOfCaller = 0, ...change } = scene
  const country = caller.userId === null ? 'GB' : caller.country
  const number = readPublicNumber(dialed, country)
  const callee =
    everybody.find((each) => each.extension === dialed || (number && each.numbers.includes(number.e164))) ?? null
  const situation: CallSituation = {
    caller,
    emergencyNumbers: ['112', '999'],
    number,
    isOwnNumber: false,
    callee,
    people: new Map(everybody.map((each) => [each.userId, each])),
    ownNumbers: new Map(everybody.flatMap((each) => each.numbers.map((owned) => [owned, each.userId] as const))),
    hasTrunk: false,
    ...change,
  }
  return decide({ dialed, asksPrivacy, callsOfCaller }, situation, now)
}

/** A plan in one line a step: `0 ring Bob 15s busy→1 noAnswer→1`, `1 reject 486 Bob is busy.` */
export function asLines(plan: CallPlan, everybody: readonly CallParty[]): string[] {
  const nameOf = new Map(everybody.map(({ userId, displayName }) => [userId, displayName]))
  return plan.steps.map((step, index) => {
    if (step.kind === 'reject') return `${index} reject ${step.status} ${step.text}`
    const names = step.targets.map(({ userId }) => nameOf.get(userId) ?? '?').join('+')
    const on = (['busy', 'noAnswer', 'unreachable', 'declined'] as const).flatMap((outcome) =>
      step.on[outcome] === undefined ? [] : [`${outcome}→${step.on[outcome]}`],
    )
    return [`${index} ring ${names} ${step.timeoutSeconds}s`, ...on].join(' ')
  })
}
