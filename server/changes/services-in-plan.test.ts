import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { type Destination, defaultServices, type ServicesSpec } from '../../contract/services-spec.ts'
import {
  creating,
  editing,
  idleNumber,
  lobby,
  maya,
  person,
  planOne,
  problemsOf,
  standard,
  world,
} from './plan.fixture.ts'

const bobId = newId()
const annId = newId()
const international = { ...standard, entitlements: [...standard.entitlements, 'international' as const] }

function planFor(services: ServicesSpec, more: Parameters<typeof world>[0] = {}) {
  const users = new Map([[bobId, person()]])
  return planOne(editing(bobId, { services }), world({ users, targets: new Map([[annId, 'Ann Ash']]), ...more }))
}

const toAnn: Extract<Destination, { kind: 'ring' }> = {
  kind: 'ring',
  targets: [{ kind: 'user', userId: annId }],
  order: 'together',
  secondsEach: 20,
}

describe('services in a plan', () => {
  it('gives a new person the defaults, and what is named over them', () => {
    const { after } = planOne(creating(maya({ services: { calls: { doNotDisturb: true } } })))
    expect(after.services).toEqual({ ...defaultServices, calls: { ...defaultServices.calls, doNotDisturb: true } })
  })

  it('changes the setting that is named and no other', () => {
    const row = planFor({ forwarding: { always: toAnn } })
    expect(row.changed).toEqual(['services.forwarding.always'])
    expect(row.problems).toEqual([])
  })

  it('finds nothing to change in what is as it should be', () => {
    expect(planFor({ calls: { callWaiting: true }, forwarding: { rules: [] } }).kind).toBe('unchanged')
  })

  it('refuses forwarding to oneself and to somebody who is gone, at the target', () => {
    const wish = (userId: typeof annId) => ({ ...toAnn, targets: [{ kind: 'user' as const, userId }] })
    const rule = { name: 'Late', isOn: true, callers: { kind: 'anyone' as const }, times: null, to: wish(newId()) }
    expect(problemsOf(planFor({ forwarding: { busy: wish(bobId), rules: [rule] } }))).toEqual([
      '/services/forwarding/busy/targets/0 forwarding_to_self',
      '/services/forwarding/rules/0/to/targets/0 forwarding_target_unknown',
    ])
  })

  it('shows outside only numbers that the company holds, and says whose it is', () => {
    const numbers = new Map([
      ['+14155550100', idleNumber()],
      ['+14155550101', idleNumber({ userId: annId, userName: 'Ann Ash' })],
    ])
    const callerId = (number: string) => problemsOf(planFor({ callerId: { number } }, { numbers }))
    expect(callerId('+14155550100')).toEqual([])
    expect(callerId('+14155550101')).toEqual(['/services/callerId/number caller_id_of_another'])
    expect(callerId('+14155550102')).toEqual(['/services/callerId/number caller_id_not_held'])
  })

  it('refuses international calls to a licence that does not include them, and names one that does', () => {
    const licenses = new Map([lobby, international].map((one) => [one.id, one]))
    const users = new Map([[bobId, person({ license: lobby.id, extension: '1000' })]])
    const row = planFor({ calling: { plan: 'international' } }, { licenses, users })
    expect(problemsOf(row)).toEqual(['/services/calling/plan international_without_entitlement'])
    expect(row.problems[0]?.fixes[0]).toEqual({ label: 'Use Standard', set: { license: international.id } })
  })
})
