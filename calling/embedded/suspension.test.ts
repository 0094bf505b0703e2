import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { CallPlan } from '../decide/call-plan.ts'
import type { SipTransport } from '../engine.ts'
import type { TestUser } from '../testing/memory-directory.ts'
import { until } from '../testing/message-queue.ts'
import { planOf, ringing } from '../testing/plans.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { TestPhone } from '../testing/test-phone.ts'

const tenantId = newId()
const phones: TestPhone[] = []
let plan: CallPlan
let engine: TestEngine
let alice: TestUser
let bob: TestUser

async function phoneOf(user: TestUser, transport: SipTransport = 'udp'): Promise<TestPhone> {
  const phone = await TestPhone.registered(engine, user, { transport })
  phones.push(phone)
  return phone
}

async function connected() {
  const [hers, his] = [await phoneOf(alice), await phoneOf(bob, 'ws')]
  const outgoing = await hers.call('1002')
  const incoming = await his.incoming()
  const acknowledged = incoming.pickUp()
  await outgoing.connected()
  await acknowledged
  return { outgoing, incoming }
}

beforeEach(async () => {
  engine = await startTestEngine({ decide: () => plan })
  alice = engine.directory.add(tenantId, { extension: '1001' })
  bob = engine.directory.add(tenantId, { extension: '1002' })
  plan = planOf(ringing([bob]))
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe('somebody who is suspended or deleted', () => {
  it.each<[what: string, who: () => TestUser, cut: 'suspend' | 'remove']>([
    ['the caller is suspended', () => alice, 'suspend'],
    ['the callee is suspended', () => bob, 'suspend'],
    ['the caller is deleted', () => alice, 'remove'],
  ])('during a call (%s): both sides are hung up at once', async (_what, who, cut) => {
    const { outgoing, incoming } = await connected()
    engine.directory[cut](who())
    engine.engine.usersChanged(tenantId, [who().userId])
    const byes = await Promise.all([outgoing.hungUp(), incoming.hungUp()])
    for (const bye of byes) expect(bye.headers.get('reason')).toContain('The account was suspended or removed.')
    // Both phones recognise the BYE as the other side's next request.
    expect(byes[0].headers.get('from')).toBe(outgoing.addresses.remote)
    expect(byes[0].headers.get('to')).toBe(outgoing.addresses.local)
    expect(byes[1].headers.get('from')).toBe(incoming.addresses.remote)
    expect(Number.parseInt(byes[1].headers.get('cseq') ?? '', 10)).toBeGreaterThan(outgoing.cseq)
    expect(engine.engine.calls(tenantId)).toEqual([])
  })

  it('while it rings: the caller hears why and the phone stops', async () => {
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    incoming.ring()
    await outgoing.provisional(180)
    const stopped = incoming.cancelled()
    engine.directory.suspend(alice)
    engine.engine.usersChanged(tenantId, [alice.userId])
    expect((await outgoing.final()).status).toBe(403)
    await stopped
  })

  it('as the callee while it rings: the caller hears that and the phone stops', async () => {
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    incoming.ring()
    await outgoing.provisional(180)
    const stopped = incoming.cancelled()
    engine.directory.suspend(bob)
    engine.engine.usersChanged(tenantId, [bob.userId])
    expect((await outgoing.final()).status).toBe(403)
    await stopped
  })

  it('as one of several who ring: the others go on ringing, and one of them answers', async () => {
    const carol = engine.directory.add(tenantId)
    plan = planOf(ringing([bob, carol]))
    const [hers, his, other] = [await phoneOf(alice), await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await hers.call('1002')
    const [onHis, onOther] = await Promise.all([his.incoming(), other.incoming()])
    onHis.ring()
    onOther.ring()
    await outgoing.provisional(180)
    engine.directory.suspend(bob)
    engine.engine.usersChanged(tenantId, [bob.userId])
    await onHis.cancelled()
    const acknowledged = onOther.pickUp()
    await outgoing.connected()
    await acknowledged
    await Promise.all([onOther.hungUp(), outgoing.hangUp()])
  })

  it('as one in a row: the call goes on to the next', async () => {
    const carol = engine.directory.add(tenantId)
    plan = planOf(ringing([bob], { on: { unreachable: 1 } }), ringing([carol]))
    const [hers, his, other] = [await phoneOf(alice), await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await hers.call('1002')
    const onHis = await his.incoming()
    onHis.ring()
    await outgoing.provisional(180)
    engine.directory.suspend(bob)
    engine.engine.usersChanged(tenantId, [bob.userId])
    const [onOther] = await Promise.all([other.incoming(), onHis.cancelled()])
    await Promise.all([onOther.refuse(486), outgoing.final()])
  })

  it('is not hung up in an emergency call', async () => {
    plan = { ...plan, isEmergency: true }
    const { outgoing, incoming } = await connected()
    engine.directory.suspend(alice)
    engine.engine.usersChanged(tenantId, [alice.userId])
    await until('her registration is gone', () => engine.engine.registrations(tenantId).length === 1)
    const answered = incoming.request('INFO')
    outgoing.answer(await outgoing.next('INFO'))
    expect((await answered).status).toBe(200)
    expect(engine.engine.calls(tenantId)).toHaveLength(1)
  })

  it('leaves the calls of others alone', async () => {
    await connected()
    const carol = engine.directory.add(tenantId)
    engine.directory.suspend(carol)
    engine.engine.usersChanged(tenantId, [carol.userId])
    const late = await phoneOf(engine.directory.add(tenantId))
    expect((await late.unregister()).status).toBe(200)
    expect(engine.engine.calls(tenantId)).toHaveLength(1)
  })
})
