import { describe, expect, it } from 'vitest'
import type { CallParty } from './call-situation.ts'
import { asLines, person, planFor, type Scene } from './people.fixture.ts'

const alice = person('Alice Ångström', '1001', {}, { numbers: ['+442071234567'] })
const bob = person('Bob', '1002')
const talker = person('Tilda', '1005', { calls: { maxConcurrentCalls: 4 } })
const everybody = [alice, bob, talker]

describe('a call that is refused', () => {
  const suspended = (who: CallParty) => ({ ...who, isSuspended: true })
  const unlicensed = (who: CallParty) => ({ ...who, mayCall: false })
  const cases: [why: string, dialed: string, caller: CallParty, scene: Scene, status: number, words: RegExp][] = [
    ['nobody has the number', '1999', alice, {}, 404, /Nobody here has the number 1999/],
    ['nobody has the name', 'sales', alice, {}, 404, /sales/],
    [
      'the company has the number and nobody is on it',
      '02071230000',
      alice,
      { isOwnNumber: true },
      404,
      /rings nobody/,
    ],
    ['it leaves the house without a trunk', '+442079460000', alice, {}, 403, /need a trunk, and none is connected/],
    ['it leaves the house in national form', '020 7946 0000', alice, {}, 403, /\+442079460000 need a trunk/],
    ['it is an emergency without a trunk', '112', alice, {}, 503, /not possible: no trunk/],
    ['the caller is suspended', '1002', suspended(alice), { everybody }, 403, /suspended/],
    ['the licence has no calls', '1002', unlicensed(alice), { everybody }, 403, /license/],
    ['the caller talks enough', '1002', talker, { everybody, callsOfCaller: 4 }, 403, /in 4 calls already/],
    ['the callee is suspended', '1002', alice, { everybody: [suspended(bob)] }, 480, /Bob cannot take calls/],
    ['the callee has no right to calls', '1002', alice, { everybody: [unlicensed(bob)] }, 480, /Bob cannot take calls/],
    ['it is the own number', '1001', alice, { everybody }, 486, /your own number/],
    ['it is the own direct number', '020 7123 4567', alice, { everybody }, 486, /your own number/],
  ]
  it.each(cases)('because %s', (_why, dialed, caller, scene, status, words) => {
    expect(planFor(caller, dialed, scene).steps).toMatchObject([
      { kind: 'reject', status, phrase: expect.any(String), text: expect.stringMatching(words) },
    ])
  })
})

describe('a call that rings', () => {
  it('rings the callee for 15 seconds and shows each side the other', () => {
    expect(planFor(alice, '1002', { everybody }).steps).toEqual([
      {
        kind: 'ring',
        targets: [{ userId: bob.userId, maxCalls: null }],
        timeoutSeconds: 15,
        callerName: 'Alice Ångström',
        callerNumber: '1001',
        isAnonymous: false,
        calleeName: 'Bob',
        calleeNumber: '1002',
        divertedBy: null,
        on: {},
        because: [{ kind: 'number', isTaken: true, userId: bob.userId, sentence: '1002 belongs to Bob' }],
      },
    ])
  })

  it.each(['+442071234567', '020 7123 4567', '00442071234567', '(020) 7123-4567'])(
    'rings inside when %s is dialed, a number that the company owns',
    (dialed) => {
      expect(asLines(planFor(bob, dialed, { everybody }), everybody)).toEqual(['0 ring Alice Ångström 15s'])
    },
  )

  it('says whom the number belongs to, whoever may answer', () => {
    expect(planFor(alice, '1002', { everybody }).calleeUserId).toBe(bob.userId)
  })
})

describe('an emergency call', () => {
  const bob999 = person('Bob', '999')
  const emergencyOnly = person('Eve', '1003', { calling: { plan: 'emergencyOnly' }, calls: { maxConcurrentCalls: 1 } })
  const restrictions: [string, CallParty, Scene][] = [
    ['a suspended caller', { ...alice, isSuspended: true }, {}],
    ['a caller without calls in the licence', { ...alice, mayCall: false }, {}],
    ['an extension of the same digits', alice, { everybody: [bob999] }],
    ['a caller who may call nobody else, and talks', emergencyOnly, { callsOfCaller: 1 }],
  ]
  it.each(restrictions)('is decided before %s is looked at', (_why, caller, scene) => {
    const { isEmergency, steps } = planFor(caller, '9-9-9', scene)
    expect(isEmergency).toBe(true)
    expect(steps[0]).toMatchObject({ status: 503, text: expect.stringMatching(/Use a mobile phone/) })
  })

  it('is none for any other number', () => {
    expect(planFor(alice, '1002', { everybody }).isEmergency).toBe(false)
  })
})
