import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../contract/ids.ts'
import type { CallPlan, RingOutcome } from '../../decide/call-plan.ts'
import type { SipTransport } from '../../engine.ts'
import type { TestUser } from '../../testing/memory-directory.ts'
import { until } from '../../testing/message-queue.ts'
import { planOf, ringing } from '../../testing/plans.ts'
import { startTestEngine, type TestEngine } from '../../testing/test-engine.ts'
import { TestPhone } from '../../testing/test-phone.ts'

const tenantId = newId()
const phones: TestPhone[] = []
let plan: CallPlan
let engine: TestEngine
let alice: TestUser
let bob: TestUser
let carol: TestUser

async function phoneOf(user: TestUser, transport: SipTransport = 'udp'): Promise<TestPhone> {
  const phone = await TestPhone.registered(engine, user, { transport })
  phones.push(phone)
  return phone
}

beforeEach(async () => {
  engine = await startTestEngine({ decide: () => plan })
  alice = engine.directory.add(tenantId, { extension: '1001' })
  bob = engine.directory.add(tenantId, { extension: '1002' })
  carol = engine.directory.add(tenantId, { extension: '1003' })
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe('several phones ring together', () => {
  it('the first answer wins; the others stop and show no missed call', async () => {
    plan = planOf(ringing([bob, carol]))
    const hers = await phoneOf(alice)
    const [desk, web, other] = [await phoneOf(bob), await phoneOf(bob, 'ws'), await phoneOf(carol, 'tcp')]
    const outgoing = await hers.call('1002')
    const [onDesk, onWeb, onOther] = await Promise.all([desk.incoming(), web.incoming(), other.incoming()])
    onDesk.ring()
    onWeb.ring()
    onOther.ring()
    await outgoing.provisional(180)
    const stopped = Promise.all([onDesk.cancelled(), onOther.cancelled()])
    const acknowledged = onWeb.pickUp()
    await outgoing.connected()
    await acknowledged
    for (const cancel of await stopped) {
      expect(cancel.headers.get('reason')).toBe('SIP;cause=200;text="Call completed elsewhere"')
    }
    await Promise.all([onWeb.hungUp(), outgoing.hangUp()])
  })

  it('a phone that has not shown a sign yet is cancelled as soon as it does', async () => {
    plan = planOf(ringing([bob]))
    const hers = await phoneOf(alice)
    const [quick, slow] = [await phoneOf(bob), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const [onQuick, onSlow] = await Promise.all([quick.incoming(), slow.incoming()])
    const acknowledged = onQuick.pickUp()
    await outgoing.connected()
    await acknowledged
    onSlow.ring()
    await onSlow.cancelled()
  })

  it('two that answer at once: one has the call, the other is hung up', async () => {
    plan = planOf(ringing([bob, carol]))
    const hers = await phoneOf(alice)
    const [his, hersToo] = [await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await hers.call('1002')
    const [first, second] = await Promise.all([his.incoming(), hersToo.incoming()])
    const answered = [first.pickUp(), second.pickUp()]
    await outgoing.connected()
    await Promise.all(answered)
    const ends = [first.hungUp(), second.hungUp()]
    await Promise.race(ends)
    expect(engine.engine.calls(tenantId)).toHaveLength(1)
    await outgoing.hangUp()
    await Promise.all(ends)
  })

  it('one that cannot exchange audio (488) does not stop the others', async () => {
    plan = planOf(ringing([bob]))
    const hers = await phoneOf(alice)
    const [web, desk] = [await phoneOf(bob, 'ws'), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const [onWeb, onDesk] = await Promise.all([web.incoming(), desk.incoming()])
    await onWeb.refuse(488)
    onDesk.ring()
    await outgoing.provisional(180)
    const acknowledged = onDesk.pickUp()
    expect((await outgoing.connected()).status).toBe(200)
    await acknowledged
  })

  it.each<[answers: [number, number], seen: number]>([
    [[488, 486], 486],
    [[488, 480], 480],
    [[404, 488], 404],
    [[480, 486], 486],
    [[503, 480], 480],
    [[488, 488], 488],
  ])('when all refuse with %j, the caller hears %i', async ([first, second], seen) => {
    plan = planOf(ringing([bob, carol]))
    const hers = await phoneOf(alice)
    const [his, hersToo] = [await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await hers.call('1002')
    const [onHis, onHers] = await Promise.all([his.incoming(), hersToo.incoming()])
    await Promise.all([onHis.refuse(first), onHers.refuse(second)])
    expect((await outgoing.final()).status).toBe(seen)
  })

  it('a 6xx speaks for all: the others stop', async () => {
    plan = planOf(ringing([bob]))
    const hers = await phoneOf(alice)
    const [desk, mobile] = [await phoneOf(bob), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const [onDesk, onMobile] = await Promise.all([desk.incoming(), mobile.incoming()])
    onMobile.ring()
    await outgoing.provisional(180)
    await onDesk.refuse(603)
    expect((await outgoing.final()).status).toBe(603)
    await onMobile.cancelled()
  })
})

describe('a plan goes on', () => {
  it.each<[outcome: RingOutcome, refuse: number]>([
    ['busy', 486],
    ['declined', 603],
    ['unreachable', 500],
  ])('after %s', async (outcome, status) => {
    plan = planOf(ringing([bob], { on: { [outcome]: 1 } }), ringing([carol]))
    const [hers, his, next] = [await phoneOf(alice), await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await hers.call('1002')
    await (await his.incoming()).refuse(status)
    const incoming = await next.incoming()
    const acknowledged = incoming.pickUp()
    expect((await outgoing.connected()).status).toBe(200)
    await acknowledged
    expect([...engine.directory.calls.values()][0]).toMatchObject({ calleeUserId: carol.userId })
  })

  it('after no answer in time: the phone that rang stops', async () => {
    plan = planOf(ringing([bob], { timeoutSeconds: 1, on: { noAnswer: 1 } }), ringing([carol]))
    const [hers, his, next] = [await phoneOf(alice), await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await hers.call('1002')
    const unanswered = await his.incoming()
    unanswered.ring()
    const [incoming] = await Promise.all([next.incoming(), unanswered.cancelled()])
    await Promise.all([incoming.refuse(486), outgoing.final()])
  })

  it('after nobody is registered, to a refusal in words', async () => {
    const refusal = { kind: 'reject', status: 480, phrase: 'Closed', text: 'We open at nine.', because: [] } as const
    plan = planOf(ringing([bob], { on: { unreachable: 1 } }), refusal)
    const outgoing = await (await phoneOf(alice)).call('1002')
    const answer = await outgoing.final()
    expect(answer.phrase).toBe('Closed')
    expect(answer.headers.get('reason')).toBe('SIP;cause=480;text="We open at nine."')
    await until('it is on record', () =>
      [...engine.directory.calls.values()].some((call) => call.outcome === 'refused'),
    )
  })

  it('no further than its last step: what rang and was not answered is told so', async () => {
    plan = planOf(ringing([bob], { timeoutSeconds: 1 }))
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    incoming.ring()
    const stopped = incoming.cancelled()
    const answer = await outgoing.final()
    await stopped
    expect(answer.status).toBe(480)
    expect(answer.headers.get('reason')).toContain('Callee did not answer.')
    const [record] = engine.directory.calls.values()
    expect(record?.outcome).toBe('noAnswer')
  })
})
