import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { Snapshot } from './intent.ts'
import {
  creating,
  editing,
  hq,
  idleNumber,
  lobby,
  maya,
  paris,
  person,
  planOne,
  problemsOf,
  standard,
  world,
} from './plan.fixture.ts'
import { planUsers } from './plan.ts'

const bobId = newId()
const otherId = newId()

it('an administrator is what somebody becomes without licence, extension or number', () => {
  const row = planOne(editing(bobId, { role: 'admin' }), world({ users: new Map([[bobId, person()]]) }))
  expect(row).toMatchObject({ kind: 'update', problems: [], after: { role: 'admin', license: null, extension: null } })
})

describe('the last administrator', () => {
  const ada = newId()
  const eve = newId()
  const admin = person({ role: 'admin' })
  const users = new Map([
    [ada, admin],
    [eve, admin],
    [bobId, person({ role: 'admin', state: 'suspended' })],
  ])

  it.each([
    ['deleted', { state: 'deleted' }, '/state last_admin'],
    ['suspended', { state: 'suspended' }, '/state last_admin'],
    ['demoted', { role: 'user' }, '/role last_admin'],
  ] as const)('cannot be %s', (_, spec, problem) => {
    expect(problemsOf(planOne(editing(ada, spec), world({ users, activeAdmins: 1 })))).toEqual([problem])
    expect(planOne(editing(ada, spec), world({ users, activeAdmins: 2 })).kind).not.toBe('invalid')
  })

  it('is found over a whole batch', () => {
    const { rows } = planUsers([editing(ada, { state: 'deleted' }), editing(eve, { role: 'user' })], world({ users }))
    expect(rows.map((row) => row.kind)).toEqual(['delete', 'invalid'])
  })

  it('is not somebody suspended: they may go', () => {
    expect(planOne(editing(bobId, { state: 'deleted' }), world({ users, activeAdmins: 1 })).kind).toBe('delete')
  })
})

describe('a change', () => {
  const users = new Map([[bobId, person({ jobTitle: 'Buyer', language: 'de-DE' })]])

  it('touches what it names and nothing else', () => {
    const row = planOne(editing(bobId, { jobTitle: 'Boss' }), world({ users }))
    expect(row).toMatchObject({
      kind: 'update',
      changed: ['jobTitle'],
      after: { language: 'de-DE', username: 'bob.berg' },
    })
  })

  it('clears with null and leaves what is absent', () => {
    expect(planOne(editing(bobId, { language: null }), world({ users })).changed).toEqual(['language'])
    expect(planOne(editing(bobId, { jobTitle: 'Buyer' }), world({ users })).kind).toBe('unchanged')
  })

  it('moves to another site by its name', () => {
    expect(planOne(editing(bobId, { site: ' paris ' }), world({ users })).after.site).toBe(paris.id)
  })

  it('warns where help would not know where to go', () => {
    const incomplete = { ...hq, emergencyAddress: { ...hq.emergencyAddress, city: '' } }
    const sites = new Map([[hq.id, incomplete]])
    const row = planOne(creating(maya({ license: 'Standard', extension: 'auto' })), world({ sites }))
    expect(row).toMatchObject({
      kind: 'create',
      problems: [{ code: 'emergency_address_missing', severity: 'warning' }],
    })
  })
})

describe('who is in the recycle bin', () => {
  const had = { license: standard.id, extension: '1005', numbers: ['+14155550123', '+14155550124'] }
  const gone = person({ state: 'deleted', username: 'bob.berg', externalId: 'e1' }, had)
  const resting = idleNumber({ restsUntil: new Date('2030-01-01'), reservedForUserId: bobId })
  const base: Partial<Snapshot> = {
    users: new Map([[bobId, gone]]),
    numbers: new Map([
      ['+14155550123', resting],
      ['+14155550124', resting],
    ]),
  }

  it('is changed only after being restored', () => {
    expect(problemsOf(planOne(editing(bobId, { jobTitle: 'Boss' }), world(base)))).toEqual([' user_deleted'])
  })

  it('comes back with everything that is still free', () => {
    const row = planOne(editing(bobId, { state: 'active' }), world(base))
    expect(row).toMatchObject({
      kind: 'restore',
      problems: [],
      after: { ...had, username: 'bob.berg', externalId: 'e1', state: 'active' },
    })
  })

  it.each([
    ['an extension', { extensions: new Map([['1005', otherId]]) }, { extension: null }, '/extension extension_taken'],
    [
      'a username',
      { usernames: new Map([['bob.berg', otherId]]) },
      { username: 'bob.berg2' },
      '/username username_taken',
    ],
    [
      'an external id',
      { externalIds: new Map([['e1', otherId]]) },
      { externalId: null },
      '/externalId external_id_taken',
    ],
    [
      'a number',
      { numbers: new Map([['+14155550123', resting]]) },
      { numbers: ['+14155550123'] },
      '/numbers number_taken',
    ],
    [
      'a licence',
      { licenses: new Map([[standard.id, { ...standard, used: 3 }]]) },
      { license: null },
      '/license license_pool_empty',
    ],
    ['a kind of licence', { licenses: new Map([[lobby.id, lobby]]) }, { license: null }, '/license license_unknown'],
  ] as const)('comes back without %s that is gone, and hears of it', (_, taken, after, problem) => {
    const row = planOne(editing(bobId, { state: 'active' }), world({ ...base, ...taken }))
    expect(row).toMatchObject({ kind: 'restore', after })
    expect(problemsOf(row)).toContain(problem)
  })

  it('shares what is left with others who come back in the same plan', () => {
    const licenses = new Map([[standard.id, { ...standard, used: 2 }]])
    const snapshot = world({
      ...base,
      licenses,
      users: new Map([
        [bobId, gone],
        [otherId, gone],
      ]),
    })
    const { rows } = planUsers(
      [bobId, otherId].map((id) => editing(id, { state: 'active' })),
      snapshot,
    )
    expect(rows.map((row) => row.kind)).toEqual(['restore', 'invalid'])
    expect(rows[1] && problemsOf(rows[1])).toContain('/externalId external_id_taken')
  })
})
