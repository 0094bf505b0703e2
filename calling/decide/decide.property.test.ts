import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallerPattern, Destination, ServicesSpec } from '../../contract/services-spec.ts'
import type { CallPlan } from './call-plan.ts'
import type { CallParty } from './call-situation.ts'
import { isListed } from './caller-patterns.ts'
import { mostHops } from './hops.ts'
import { person, planFor } from './people.fixture.ts'

/** A company of eight in which everybody forwards to anybody, in every way there is. */
const people = Array.from({ length: 8 }, (_, index) =>
  person(`P${index}`, `${1000 + index}`, {}, { numbers: [`+44207946000${index}`] }),
)
const ids = people.map(({ userId }) => userId)

const target = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ids).map((userId) => ({ kind: 'user' as const, userId })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('+442079460001', '+442079460002', '+442079469999', '+4915112345678', '+8816123456')
      .map((number) => ({ kind: 'number' as const, number })),
  },
)
const destination: fc.Arbitrary<Destination> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('ring' as const),
      targets: fc.array(target, { minLength: 1, maxLength: 4 }),
      order: fc.constantFrom('together' as const, 'inTurn' as const),
      secondsEach: fc.integer({ min: 5, max: 120 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'busy' as const }) },
)
const perhaps = fc.option(destination, { nil: null, freq: 2 })
const pattern: fc.Arbitrary<CallerPattern> = fc.constantFrom<CallerPattern[]>(
  { kind: 'number', number: '1001' },
  { kind: 'prefix', prefix: '+4420' },
  { kind: 'range', from: '1003', to: '1005' },
)
const patterns = fc.array(pattern, { maxLength: 1 })
const services: fc.Arbitrary<ServicesSpec> = fc.record({
  calls: fc.record({
    callWaiting: fc.boolean(),
    doNotDisturb: fc.boolean(),
    maxConcurrentCalls: fc.option(fc.integer({ min: 1, max: 4 })),
  }),
  callerId: fc.record({ isBlocked: fc.boolean() }),
  forwarding: fc.record({
    always: fc.option(destination, { nil: null, freq: 1 }),
    busy: perhaps,
    noAnswer: perhaps,
    unreachable: perhaps,
    blocked: perhaps,
    blockedCallers: patterns,
    blocksAnonymous: fc.boolean(),
    rules: fc.array(
      fc.record({
        name: fc.constant('rule'),
        isOn: fc.boolean(),
        callers: fc.constantFrom(
          { kind: 'anyone' as const },
          { kind: 'internal' as const },
          { kind: 'anonymous' as const },
        ),
        times: fc.constantFrom(null, { days: [3], from: '22:00', to: '13:00', firstDay: null, lastDay: null }),
        to: fc.oneof(destination, fc.constant({ kind: 'ownPhones' as const })),
      }),
      { maxLength: 2 },
    ),
  }),
  calling: fc.record({
    plan: fc.constantFrom('emergencyOnly' as const, 'domestic' as const, 'international' as const),
  }),
})
const company = fc
  .array(fc.record({ services, isSuspended: fc.integer({ max: 5, min: 0 }).map((n) => n === 0) }), {
    minLength: 8,
    maxLength: 8,
  })
  .map((set) =>
    set.map(({ services, isSuspended }, index): CallParty => {
      const usual = people[index] ?? person('nobody', null)
      const made = person(usual.displayName, usual.extension, services, { numbers: usual.numbers, isSuspended })
      return { ...made, userId: usual.userId }
    }),
  )
const call = fc.record({ everybody: company, dialed: fc.integer({ min: 1, max: 7 }), asksPrivacy: fc.boolean() })

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never

function planOf({ everybody, dialed, asksPrivacy }: Call): { plan: CallPlan; caller: CallParty } {
  const [caller] = everybody
  if (!caller) throw new Error('There are eight.')
  return { plan: planFor(caller, `${1000 + dialed}`, { everybody, asksPrivacy }), caller }
}

/** Every way through a plan, as the people rung on it. */
function ways(plan: CallPlan, index = 0, before: string[] = []): string[][] {
  const step = plan.steps[index]
  if (step?.kind !== 'ring') return [before]
  const rung = [...before, ...step.targets.map(({ userId }) => userId)]
  const nexts = new Set(Object.values(step.on))
  return nexts.size === 0 ? [rung] : [...nexts].flatMap((next) => ways(plan, next, rung))
}

const many = { numRuns: 400 }

describe('whatever people have set', () => {
  it('a plan ends: every outcome leads to a later step that exists, and some step is the last', () => {
    fc.assert(
      fc.property(call, (one) => {
        const { steps } = planOf(one).plan
        expect(steps.length).toBeGreaterThan(0)
        expect(steps.length).toBeLessThan(1_000)
        steps.forEach((step, index) => {
          for (const next of step.kind === 'ring' ? Object.values(step.on) : []) {
            expect(next).toBeGreaterThan(index)
            expect(next).toBeLessThan(steps.length)
          }
        })
        const last = steps.at(-1)
        expect(last?.kind === 'ring' ? last.on : {}).toEqual({})
      }),
      many,
    )
  })

  it('the caller is never rung, and every step rings somebody, each once', () => {
    fc.assert(
      fc.property(call, (one) => {
        const { plan, caller } = planOf(one)
        for (const way of ways(plan)) expect(way).not.toContain(caller.userId)
        for (const step of plan.steps) {
          if (step.kind !== 'ring') continue
          const rung = step.targets.map(({ userId }) => userId)
          expect(rung.length).toBeGreaterThan(0)
          expect(new Set(rung).size).toBe(rung.length)
        }
      }),
      many,
    )
  })

  it('a call that is always forwarded arrives after five times at most, or is refused where it goes on or round', () => {
    const next = fc.array(fc.option(fc.nat({ max: 7 }), { freq: 8 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(next, fc.integer({ min: 1, max: 7 }), (forwardsTo, dialed) => {
        const everybody = people.map((each, index) => {
          const to = people[forwardsTo[index] ?? -1]
          const always = to && {
            kind: 'ring' as const,
            order: 'inTurn' as const,
            secondsEach: 20,
            targets: [{ kind: 'user' as const, userId: to.userId }],
          }
          return {
            ...person(each.displayName, each.extension, { forwarding: { always: always ?? null } }),
            userId: each.userId,
          }
        })
        const way = [dialed]
        while (way.length <= mostHops + 1 && new Set([0, ...way]).size > way.length) {
          const to = forwardsTo[way.at(-1) ?? 0]
          if (to == null) break
          way.push(to)
        }
        const isRound = new Set([0, ...way]).size <= way.length
        const { steps } = planOf({ everybody, dialed, asksPrivacy: false }).plan
        if (isRound) expect(steps).toMatchObject([{ kind: 'reject', status: 482 }])
        else if (way.length > mostHops + 1) expect(steps).toMatchObject([{ kind: 'reject', status: 483 }])
        else expect(steps).toMatchObject([{ kind: 'ring', targets: [{ userId: ids[way.at(-1) ?? 0] }] }])
      }),
      many,
    )
  })

  it('nobody is rung who blocks the caller, must not be disturbed, or is suspended', () => {
    fc.assert(
      fc.property(call, (one) => {
        const { plan, caller } = planOf(one)
        const isHidden = one.asksPrivacy || caller.services.callerId.isBlocked
        const rung = new Set(
          plan.steps.flatMap((step) => (step.kind === 'ring' ? step.targets : [])).map((each) => each.userId),
        )
        for (const each of one.everybody.filter(({ userId }) => rung.has(userId))) {
          const { forwarding, calls } = each.services
          expect(each.isSuspended).toBe(false)
          expect(calls.doNotDisturb).toBe(false)
          expect(isHidden && forwarding.blocksAnonymous).toBe(false)
          expect(isListed(forwarding.blockedCallers, caller, each.country)).toBe(false)
        }
      }),
      many,
    )
  })

  it('who hides is shown on no step', () => {
    fc.assert(
      fc.property(call, (one) => {
        const { plan, caller } = planOf(one)
        const isHidden = one.asksPrivacy || caller.services.callerId.isBlocked
        for (const step of plan.steps) {
          if (step.kind !== 'ring') continue
          expect([step.isAnonymous, step.callerName === '', step.callerNumber === '']).toEqual([
            isHidden,
            isHidden,
            isHidden,
          ])
        }
      }),
      many,
    )
  })

  it('the same call is decided the same way', () => {
    fc.assert(
      fc.property(call, (one) => {
        expect(planOf(one).plan).toEqual(planOf(one).plan)
      }),
      { numRuns: 100 },
    )
  })

  it('an emergency call is never refused for what anybody has set', () => {
    fc.assert(
      fc.property(
        company,
        fc.constantFrom('112', '999', '9-9-9'),
        fc.nat({ max: 30 }),
        (everybody, dialed, callsOfCaller) => {
          const [caller] = everybody
          if (!caller) throw new Error('There are eight.')
          const plan = planFor({ ...caller, mayCall: false }, dialed, { everybody, callsOfCaller })
          expect(plan.isEmergency).toBe(true)
          expect(plan.steps).toMatchObject([{ kind: 'reject', status: 503, phrase: 'No Emergency Route' }])
        },
      ),
      many,
    )
  })
})
