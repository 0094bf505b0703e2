import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { CallParty, CallSituation } from './call-plan.ts'
import { decide } from './decide.ts'

const alice: CallParty = {
  userId: newId(),
  displayName: 'Alice Ångström',
  extension: '1001',
  numbers: ['+442071234567'],
  isSuspended: false,
  mayCall: true,
}
const bob: CallParty = { ...alice, userId: newId(), displayName: 'Bob', extension: '1002', numbers: [] }

function decideFor(dialed: string, change: Partial<CallSituation> = {}) {
  const situation = { caller: alice, country: 'GB', emergencyNumbers: ['112', '999'], callee: null, hasTrunk: false }
  const attempt = { tenantId: newId(), callerUserId: alice.userId, dialed }
  return decide(attempt, { ...situation, ...change }, new Date())
}

describe('a call that is refused', () => {
  const cases: [why: string, dialed: string, change: Partial<CallSituation>, status: number, words: RegExp][] = [
    ['nobody has the number', '1999', {}, 404, /Nobody here has the number 1999/],
    ['nobody has the name', 'sales', {}, 404, /sales/],
    ['it leaves the house without a trunk', '+4915112345678', {}, 403, /need a trunk, and none is connected/],
    ['it leaves the house in national form', '020 7946 0000', {}, 403, /02079460000 need a trunk/],
    ['it is an emergency without a trunk', '112', {}, 503, /not possible: no trunk/],
    ['the caller is suspended', '1002', { caller: { ...alice, isSuspended: true }, callee: bob }, 403, /suspended/],
    ['the license has no calls', '1002', { caller: { ...alice, mayCall: false }, callee: bob }, 403, /license/],
    ['the callee is suspended', '1002', { callee: { ...bob, isSuspended: true } }, 480, /Bob cannot take calls/],
    ['the callee has no right to calls', '1002', { callee: { ...bob, mayCall: false } }, 480, /Bob cannot take calls/],
    ['it is the own number', '1001', { callee: alice }, 486, /your own number/],
  ]
  it.each(cases)('because %s', (_why, dialed, change, status, words) => {
    const { steps } = decideFor(dialed, change)
    expect(steps).toEqual([{ kind: 'reject', status, phrase: expect.any(String), text: expect.stringMatching(words) }])
  })
})

describe('a call that rings', () => {
  it('rings the callee for 15 seconds and shows each side the other', () => {
    expect(decideFor('1002', { callee: bob }).steps).toEqual([
      {
        kind: 'ring',
        userIds: [bob.userId],
        timeoutSeconds: 15,
        callerName: 'Alice Ångström',
        callerNumber: '1001',
        calleeName: 'Bob',
        calleeNumber: '1002',
        on: {},
      },
    ])
  })

  it('shows the primary number of a caller who has no extension', () => {
    const caller = { ...alice, extension: null }
    expect(decideFor('1002', { caller, callee: bob }).steps[0]).toMatchObject({ callerNumber: '+442071234567' })
  })
})

describe('an emergency call', () => {
  const restrictions: [string, Partial<CallSituation>][] = [
    ['a suspended caller', { caller: { ...alice, isSuspended: true } }],
    ['a caller without calls in the license', { caller: { ...alice, mayCall: false } }],
    ['an extension of the same digits', { callee: bob }],
  ]
  it.each(restrictions)('is decided before %s is looked at', (_why, change) => {
    const { isEmergency, steps } = decideFor('9-9-9', change)
    expect(isEmergency).toBe(true)
    expect(steps[0]).toMatchObject({ status: 503, text: expect.stringMatching(/Use a mobile phone/) })
  })

  it('is none for any other number', () => {
    expect(decideFor('1002', { callee: bob }).isEmergency).toBe(false)
  })
})
