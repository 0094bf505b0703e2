import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { type ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import { defaultServices, servicesWith } from '../../contract/services-spec.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { applyIntent } from '../profiles/apply-intent.ts'
import type { FieldOrigins } from './field-origins.ts'
import type { ProfileFacts, Snapshot } from './intent.ts'
import { creating, editing, hq, lobby, maya, person, planOne, problemsOf, standard, world } from './plan.fixture.ts'
import { profileFacts } from './profile-facts.ts'

const sales = profileOf('Sales', {
  license: standard.id,
  extension: 'auto',
  services: { calls: { callWaiting: false } },
})

function profileOf(name: string, defaults: ProfileDefaults, locks: ProfileLock[] = [], more = {}): ProfileFacts {
  return profileFacts({
    id: newId(),
    name,
    isDefault: false,
    defaults,
    numberPool: null,
    extensions: null,
    locks,
    ...more,
  })
}

/** A world with these profiles, the first of them the default. */
function worldOf(profiles: readonly ProfileFacts[], more: Partial<Snapshot> = {}): Snapshot {
  const all = profiles.map((one, index) => [one.id, { ...one, isDefault: index === 0 }] as const)
  return world({ profiles: new Map(all), ...more })
}

describe('what a new person has comes', () => {
  const plain = profileOf('Plain', { language: 'de-DE' })
  const ofSite = profileOf('Of the site', { language: 'fr-FR' })
  const sites = new Map([[hq.id, { ...hq, defaultProfile: ofSite.id }]])
  const languageOf = (spec: UserSpec, more: Partial<Snapshot> = {}) =>
    planOne(creating(maya(spec)), worldOf([plain, ofSite, sales], more)).after.language

  it.each<[string, UserSpec, Partial<Snapshot>, string | null]>([
    ['from the spec before all', { language: 'ja-JP', profile: plain.id }, { sites }, 'ja-JP'],
    ['from the spec also where that says none', { language: null }, { sites }, null],
    ['from the profile that is named by id', { profile: plain.id }, { sites }, 'de-DE'],
    ['from the profile that is named, whatever the case', { profile: ' PLAIN ' }, { sites }, 'de-DE'],
    ['from the profile of the site', {}, { sites }, 'fr-FR'],
    ['from the default profile', {}, {}, 'de-DE'],
    ['from nowhere with no profile', { profile: null }, { sites }, null],
    ['from nowhere where the profile says nothing', { profile: 'Sales' }, { sites }, null],
  ])('%s', (_, spec, more, expected) => {
    expect(languageOf(spec, more)).toBe(expected)
  })

  it('setting by setting, each with its origin', () => {
    const spec = maya({ profile: 'Sales', services: { calls: { maxConcurrentCalls: 2 } }, devices: ['web'] })
    const row = planOne(creating(spec), worldOf([sales]))
    expect(row.after.services.calls).toEqual({ callWaiting: false, doNotDisturb: false, maxConcurrentCalls: 2 })
    expect([row.after.license, row.after.extension]).toEqual([standard.id, '1000'])
    expect(row.origins.after).toEqual({
      license: `profile:${sales.id}`,
      extension: `profile:${sales.id}`,
      'services.calls.callWaiting': `profile:${sales.id}`,
      'services.calls.maxConcurrentCalls': 'admin',
      devices: 'admin',
    })
  })

  it('without the profile’s licence for who is to have neither extension nor number', () => {
    const row = planOne(creating(maya({ profile: 'Sales', extension: null })), worldOf([sales]))
    expect([row.kind, row.after.license, row.after.extension]).toEqual(['create', null, null])
  })

  it('not from a profile that does not exist', () => {
    expect(problemsOf(planOne(creating(maya({ profile: 'Mars' })), worldOf([sales])))).toEqual([
      '/profile profile_unknown',
    ])
  })

  it('from the profile’s own range, where other extensions are said to lie outside', () => {
    const own = profileOf('Own', { extension: 'auto' }, [], { extensions: { from: '7000', to: '7099' } })
    const free = new Map([
      [hq.id, ['1000']],
      [own.id, ['7000']],
    ])
    const snapshot = worldOf([own], { freeExtensions: free })
    expect(planOne(creating(maya()), snapshot).after.extension).toBe('7000')
    const outside = planOne(creating(maya({ extension: '1000' })), snapshot)
    expect(problemsOf(outside)).toContain('/extension extension_outside_range')
  })
})

describe('a locked field', () => {
  const locked = profileOf('Locked', sales.defaults, ['license', 'extension', 'services.calls'])
  const bob = person({ profile: locked.id, license: lobby.id, extension: '1007', firstName: 'Bob' })
  const id = newId()
  const snapshot = worldOf([sales, locked], { users: new Map([[id, bob]]), extensions: new Map([['1007', id]]) })
  const problems = (spec: UserSpec) =>
    problemsOf(planOne(editing(id, spec), snapshot)).filter((one) => one.endsWith('locked_by_profile'))

  it.each<[string, UserSpec, string[]]>([
    ['is refused another value', { license: null }, ['/license locked_by_profile']],
    ['may get the profile’s', { license: 'Standard' }, []],
    ['may stay different', { license: lobby.id, jobTitle: 'Boss' }, []],
    [
      'is each setting of its section',
      { services: { calls: { doNotDisturb: true } } },
      ['/services/calls/doNotDisturb locked_by_profile'],
    ],
    ['is no other section', { services: { directory: { isListed: false } } }, []],
    ['that is chosen for us is not chosen by hand', { extension: '1002' }, ['/extension locked_by_profile']],
    ['that is chosen for us is kept', { extension: '1007' }, []],
    ['is free again off the profile', { license: null, profile: null }, []],
    ['is free again on another', { license: null, profile: 'Sales' }, []],
  ])('%s', (_, spec, expected) => {
    expect(problems(spec)).toEqual(expected)
  })

  it('comes along with the profile, and nothing else does', () => {
    const free = newId()
    const all = worldOf([sales, locked], { users: new Map([[free, person({ extension: '1008' })]]) })
    const toLocked = planOne(editing(free, { profile: 'Locked' }), all)
    expect(toLocked.changed.toSorted()).toEqual(['license', 'profile', 'services.calls.callWaiting'])
    expect(planOne(editing(free, { profile: 'Sales' }), all).changed).toEqual(['profile'])
  })

  it('leaves a contact without a licence until they get an extension', () => {
    const contact = newId()
    const paid = profileOf('Paid', { license: standard.id }, ['license'])
    const one = worldOf([paid], { users: new Map([[contact, person()]]) })
    expect(planOne(editing(contact, { profile: 'Paid' }), one).after.license).toBeNull()
    const there = worldOf([paid], { users: new Map([[contact, person({ profile: paid.id })]]) })
    const reached = planOne(editing(contact, { extension: 'auto' }), there)
    expect([reached.after.license, reached.after.extension]).toEqual([standard.id, '1000'])
  })

  it('goes back to what it was with an undo', () => {
    const row = planOne({ ...editing(id, { license: null, extension: null }), putsBack: true, origins: {} }, snapshot)
    expect([row.kind, row.after.license]).toEqual(['update', null])
  })
})

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const defaults = fc
  .record({
    license: some(fc.constantFrom(null, standard.id, lobby.id)),
    extension: some(fc.constantFrom(null, 'auto' as const)),
    numbers: some(fc.constantFrom([], ['auto' as const])),
    devices: some(fc.constantFrom(['web' as const], [])),
    language: some(fc.constantFrom(null, 'de-DE')),
    calling: some(
      fc.record({ plan: fc.constantFrom('domestic' as const, 'emergencyOnly' as const), premium: fc.boolean() }),
    ),
  })
  .map(({ calling, ...plain }): ProfileDefaults => {
    const named: ProfileDefaults = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
    return calling ? { ...named, services: { calling } } : named
  })
const people = fc.record({
  license: fc.constantFrom(null, standard.id, lobby.id),
  extension: fc.constantFrom(null, '1001'),
  language: fc.constantFrom(null, 'fr-FR'),
  services: fc.constantFrom(defaultServices, servicesWith(defaultServices, { calling: { premium: true } })),
})
const origins = fc.dictionary(
  fc.constantFrom('license', 'extension', 'language', 'services.calling.premium'),
  fc.constantFrom<FieldOrigins[string]>('admin', 'profile:x', 'directory:y'),
)

describe('applying a profile', () => {
  it('twice changes nobody the second time, and never what is set by hand and not locked', () => {
    const locks = fc.uniqueArray(fc.constantFrom(...ProfileLock.options))
    fc.assert(
      fc.property(defaults, locks, people, origins, fc.boolean(), (given, locked, record, from, overwrite) => {
        const profile = profileOf('Any', given, locked)
        const id = newId()
        const bob = { ...person({ profile: profile.id, ...record }), origins: from }
        const planOf = (facts: typeof bob) => {
          const users = new Map([[id, facts]])
          return planOne(applyIntent(id, facts, profile, { overwrite }), worldOf([profile], { users }))
        }
        const first = planOf(bob)
        if (first.kind === 'invalid') return
        for (const field of first.changed)
          expect(profile.locked.has(field) || overwrite || from[field] !== 'admin').toBe(true)
        const second = planOf({ ...bob, record: first.after, origins: first.origins.after })
        expect([second.kind, second.changed]).toEqual(['unchanged', []])
      }),
      { numRuns: 500 },
    )
  })
})
