import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Id, newId } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Intent, NumberFacts, Snapshot, UserFacts } from './intent.ts'
import { hq, idleNumber, lobby, person, standard, world } from './plan.fixture.ts'
import { planUsers } from './plan.ts'
import { planView } from './plan-view.ts'

// Any wishes on any world: what a plan may never do.

const ids = Array.from({ length: 4 }, () => newId())
const numbers = ['+14155550100', '+14155550101', '+14155550102']

const specs: fc.Arbitrary<UserSpec> = fc.record(
  {
    firstName: fc.constantFrom('Maya', '李', '🙂', 'x'),
    lastName: fc.constantFrom('Ortiz', 'Ortiz', '小龍'),
    email: fc.constant('maya@acme.example'),
    username: fc.constantFrom('auto' as const, 'maya', 'MAYA', 'bob.berg', 'maya.ortiz'),
    externalId: fc.constantFrom('e1', 'e2', null),
    site: fc.constantFrom('HQ', 'Paris', 'Mars', hq.id),
    license: fc.constantFrom('Standard', 'lobby', 'Gold', null),
    extension: fc.constantFrom('auto' as const, '1000', '1001', '911', '500', '4000', null),
    numbers: fc.array(fc.constantFrom('auto', ...numbers), { maxLength: 3 }),
    state: fc.constantFrom('active' as const, 'suspended' as const, 'deleted' as const),
    role: fc.constantFrom('user' as const, 'admin' as const),
    devices: fc.constantFrom<('web' | 'desk')[]>([], ['web'], ['desk']),
  },
  { requiredKeys: [] },
)

const intents: fc.Arbitrary<Intent[]> = fc
  .array(fc.record({ who: fc.option(fc.constantFrom(...ids)), spec: specs }), { maxLength: 12 })
  .map((wishes) =>
    wishes
      // One plan names a user once: who asks for two things of one person asks twice.
      .filter(({ who }, index) => who === null || wishes.findIndex((other) => other.who === who) === index)
      .map(({ who, spec }) => ({
        userId: who ?? newId(),
        isNew: who === null,
        spec,
        expectedVersion: null,
      })),
  )

/** A consistent world: who is there, what they hold, and pools that count it. */
const worlds: fc.Arbitrary<Snapshot> = fc
  .record({
    held: fc.array(fc.constantFrom('nothing', 'all', 'deleted', 'suspended'), { minLength: 4, maxLength: 4 }),
    spare: fc.nat({ max: 3 }),
  })
  .map(({ held, spare }) => {
    const users = new Map<Id, UserFacts>()
    const numberFacts = new Map<string, NumberFacts>(numbers.map((number) => [number, idleNumber()]))
    const extensions = new Map<string, Id>()
    const usernames = new Map<string, Id>()
    ids.forEach((id, index) => {
      const had = { license: standard.id, extension: `100${index}`, numbers: numbers.slice(index, index + 1) }
      const username = ['bob.berg', 'maya', 'eve', 'maya.ortiz'][index] ?? ''
      if (held[index] === 'deleted') {
        users.set(id, person({ state: 'deleted', username }, had))
        for (const number of had.numbers)
          numberFacts.set(number, idleNumber({ restsUntil: new Date('2030-01-01'), reservedForUserId: id }))
        return
      }
      const holds = held[index] === 'nothing' ? {} : had
      users.set(
        id,
        person({ username, role: 'admin', state: held[index] === 'suspended' ? 'suspended' : 'active', ...holds }),
      )
      usernames.set(textKey(username), id)
      if (held[index] === 'nothing') return
      extensions.set(had.extension, id)
      for (const number of had.numbers) numberFacts.set(number, idleNumber({ userId: id, userName: 'Bob' }))
    })
    const used = [...users.values()].filter(({ record }) => record.license).length
    const licenses = new Map([
      [standard.id, { ...standard, used, owned: used + spare }],
      [lobby.id, lobby],
    ])
    const freeNumbers = new Map([
      ['US', [...numberFacts].filter(([, one]) => !one.userId && !one.restsUntil).map(([one]) => one)],
    ])
    const freeExtensions = new Map([[hq.id, Array.from({ length: 9 }, (_, n) => `10${10 + n}`)]])
    const activeAdmins = [...users.values()].filter(({ record }) => record.state === 'active').length
    return world({
      users,
      numbers: numberFacts,
      extensions,
      usernames,
      licenses,
      freeNumbers,
      freeExtensions,
      activeAdmins,
    })
  })

const check = (holds: (rows: ReturnType<typeof planUsers>['rows'], snapshot: Snapshot) => void) =>
  fc.assert(
    fc.property(intents, worlds, (wishes, snapshot) => {
      const plan = planUsers(wishes, snapshot)
      expect(plan.rows).toHaveLength(wishes.length)
      expect(() => planView(plan)).not.toThrow()
      holds(
        plan.rows.filter((row) => row.kind !== 'invalid'),
        snapshot,
      )
    }),
    { numRuns: 1500 },
  )

const twice = <T>(all: readonly T[]) => all.filter((one, index) => all.indexOf(one) < index)

it('gives no extension, number, username or external id to two people', () => {
  check((rows, snapshot) => {
    const touched = new Set(rows.map((row) => row.intent.userId))
    const untouched = [...snapshot.users].filter(([id]) => !touched.has(id)).map(([, facts]) => facts.record)
    const living = [...rows.map((row) => row.after), ...untouched].filter((record) => record.state !== 'deleted')
    expect(twice(living.flatMap((record) => record.extension ?? []))).toEqual([])
    expect(twice(living.flatMap((record) => record.numbers))).toEqual([])
    expect(twice(living.map((record) => textKey(record.username)))).toEqual([])
    expect(twice(rows.flatMap((row) => (row.after.state === 'deleted' ? [] : (row.after.externalId ?? []))))).toEqual(
      [],
    )
  })
})

it('overdraws no pool', () => {
  check((rows, snapshot) => {
    for (const { id, used, owned } of snapshot.licenses.values()) {
      const taken = rows.filter((row) => row.after.license === id && row.before?.license !== id).length
      const given = rows.filter((row) => row.before?.license === id && row.after.license !== id).length
      if (taken > 0) expect(used + taken - given).toBeLessThanOrEqual(owned)
    }
  })
})

it('lets nobody be called on an emergency or reserved number, and leaves an administrator', () => {
  check((rows, snapshot) => {
    for (const row of rows) expect(['911', '500']).not.toContain(row.after.extension)
    const lost = rows.filter((row) => row.before?.role === 'admin' && row.before.state === 'active')
    const kept = lost.filter((row) => row.after.role === 'admin' && row.after.state === 'active')
    if (kept.length < lost.length) expect(snapshot.activeAdmins - lost.length + kept.length).toBeGreaterThanOrEqual(1)
  })
})

it('leaves whoever is deleted with nothing that others need', () => {
  check((rows) => {
    for (const { after } of rows.filter((row) => row.after.state === 'deleted'))
      expect(after).toMatchObject({ license: null, extension: null, numbers: [] })
  })
})
