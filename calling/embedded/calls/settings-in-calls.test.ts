import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../contract/ids.ts'
import type { Destination, ForwardingRule, ServicesSpec } from '../../../contract/services-spec.ts'
import type { SipTransport } from '../../engine.ts'
import type { TestUser } from '../../testing/memory-directory.ts'
import { until } from '../../testing/message-queue.ts'
import type { IncomingTestCall, OutgoingTestCall } from '../../testing/test-call.ts'
import { startTestEngine, type TestEngine } from '../../testing/test-engine.ts'
import { type RequestParts, TestPhone } from '../../testing/test-phone.ts'
import { fromWire } from '../sip/sip-message.ts'

// What people have set, in real calls: what phones on real sockets see and hear of it. How each setting decides stands in calling/decide.

const tenantId = newId()
const phones: TestPhone[] = []
let engine: TestEngine
let alice: TestUser
let bob: TestUser
let carol: TestUser
let dave: TestUser

async function phoneOf(user: TestUser, transport: SipTransport = 'udp'): Promise<TestPhone> {
  const phone = await TestPhone.registered(engine, user, { transport })
  phones.push(phone)
  return phone
}

/** Alice's phone calls; nobody need be registered. */
async function aliceCalls(dialed: string, headers?: RequestParts['headers']): Promise<OutgoingTestCall> {
  const phone = await TestPhone.open(engine, alice)
  phones.push(phone)
  return phone.call(dialed, headers)
}

/** What Alice is told: status, phrase, and the sentence. */
async function told(dialed: string, headers?: RequestParts['headers']) {
  const answer = await (await aliceCalls(dialed, headers)).final()
  return `${answer.status} ${answer.phrase}: ${/text="(.*)"/.exec(fromWire(answer.headers.get('reason') ?? ''))?.[1]}`
}

async function talk(outgoing: OutgoingTestCall, incoming: IncomingTestCall): Promise<void> {
  const acknowledged = incoming.pickUp()
  await outgoing.connected()
  await acknowledged
}

async function hangUp(outgoing: OutgoingTestCall, incoming: IncomingTestCall): Promise<void> {
  await Promise.all([incoming.hungUp(), outgoing.hangUp()])
}

/** They talk, and the record says who answered. */
async function answers(outgoing: OutgoingTestCall, incoming: IncomingTestCall, who: TestUser): Promise<void> {
  await talk(outgoing, incoming)
  await hangUp(outgoing, incoming)
  await until('the call is over', () => engine.engine.calls(tenantId).length === 0)
  const [record] = engine.directory.calls.values()
  expect(record).toMatchObject({ dialed: '1002', calleeUserId: who.userId, outcome: 'answered' })
}

const forwarding = (set: NonNullable<ServicesSpec['forwarding']>): ServicesSpec => ({ forwarding: set })

function to(order: 'inTurn' | 'together', ...users: TestUser[]): Destination {
  const targets = users.map(({ userId }) => ({ kind: 'user' as const, userId }))
  return { kind: 'ring', order, secondsEach: 1, targets }
}

beforeEach(async () => {
  engine = await startTestEngine()
  const add = (displayName: string, extension: string) => engine.directory.add(tenantId, { displayName, extension })
  alice = add('Alice', '1001')
  bob = add('Bob', '1002')
  carol = add('Carol', '1003')
  dave = add('Dave', '1004')
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe.each<[SipTransport, SipTransport]>([
  ['udp', 'tcp'],
  ['tcp', 'udp'],
])('Bob has a phone over %s, Carol over %s; a call to Bob', (his, hers) => {
  it('rings Carol alone where Bob always forwards to her', async () => {
    engine.directory.set(bob, forwarding({ always: to('inTurn', carol) }))
    const [silent, rung] = [await phoneOf(bob, his), await phoneOf(carol, hers)]
    const outgoing = await aliceCalls('1002')
    const incoming = await rung.incoming()
    expect(incoming.shownCaller).toBe('Alice <1001>')
    expect(incoming.invite.headers.get('diversion')).toMatch(/^"Bob" <sip:1002@[^>]+>;reason=unconditional$/)
    await answers(outgoing, incoming, carol)
    expect(silent.requests.waiting).toEqual([])
  })

  it.each([
    [486, 'user-busy'],
    [603, 'user-busy'],
  ])('goes on to Carol when Bob’s phone answers %i', async (status, reason) => {
    engine.directory.set(bob, forwarding({ busy: to('inTurn', carol) }))
    const [busy, rung] = [await phoneOf(bob, his), await phoneOf(carol, hers)]
    const outgoing = await aliceCalls('1002')
    await (await busy.incoming()).refuse(status)
    const incoming = await rung.incoming()
    expect(incoming.invite.headers.get('diversion')).toMatch(new RegExp(`reason=${reason}$`))
    await answers(outgoing, incoming, carol)
  })

  it('stops ringing Bob and rings Carol after the seconds that Bob has set', async () => {
    engine.directory.set(bob, forwarding({ noAnswer: to('inTurn', carol), noAnswerSeconds: 1 }))
    const [slow, rung] = [await phoneOf(bob, his), await phoneOf(carol, hers)]
    const outgoing = await aliceCalls('1002')
    const unanswered = await slow.incoming()
    unanswered.ring()
    const [incoming] = await Promise.all([rung.incoming(), unanswered.cancelled()])
    await answers(outgoing, incoming, carol)
  })

  it('rings Carol at once when Bob has no phone registered', async () => {
    engine.directory.set(bob, forwarding({ unreachable: to('inTurn', carol) }))
    const rung = await phoneOf(carol, hers)
    await answers(await aliceCalls('1002'), await rung.incoming(), carol)
  })

  it('rings several together, and stops the others when one answers', async () => {
    engine.directory.set(bob, forwarding({ always: to('together', carol, dave) }))
    const [first, second] = [await phoneOf(carol, hers), await phoneOf(dave, his)]
    const outgoing = await aliceCalls('1002')
    const [slower, faster] = await Promise.all([first.incoming(), second.incoming()])
    slower.ring()
    faster.ring()
    const stopped = slower.cancelled()
    await answers(outgoing, faster, dave)
    expect((await stopped).headers.get('reason')).toContain('Call completed elsewhere')
  })

  it('rings several in turn, each for its seconds', async () => {
    engine.directory.set(bob, forwarding({ always: to('inTurn', carol, dave) }))
    const [first, second] = [await phoneOf(carol, hers), await phoneOf(dave, his)]
    const outgoing = await aliceCalls('1002')
    const unanswered = await first.incoming()
    unanswered.ring()
    const [incoming] = await Promise.all([second.incoming(), unanswered.cancelled()])
    await answers(outgoing, incoming, dave)
  })

  it('passes over a target that is suspended', async () => {
    engine.directory.set(bob, forwarding({ always: to('inTurn', carol, dave) }))
    engine.directory.suspend(carol)
    const rung = await phoneOf(dave, hers)
    await answers(await aliceCalls('1002'), await rung.incoming(), dave)
  })
})

describe('a call to Bob', () => {
  it('follows a setting from the very next call on', async () => {
    const [his, hers] = [await phoneOf(bob), await phoneOf(carol)]
    const first = await aliceCalls('1002')
    await Promise.all([(await his.incoming()).refuse(486), first.final()])
    engine.directory.set(bob, forwarding({ always: to('inTurn', carol) }))
    const second = await aliceCalls('1002')
    await Promise.all([(await hers.incoming()).refuse(486), second.final()])
    engine.directory.set(bob, forwarding({ always: null }))
    const third = await aliceCalls('1002')
    await Promise.all([(await his.incoming()).refuse(486), third.final()])
  })

  it('is refused where he blocks the caller, by number and by prefix', async () => {
    await phoneOf(bob)
    engine.directory.set(bob, forwarding({ blockedCallers: [{ kind: 'number', number: '1001' }] }))
    expect(await told('1002')).toBe('603 Decline: Bob does not take calls from this number.')
    engine.directory.set(bob, forwarding({ blockedCallers: [{ kind: 'prefix', prefix: '10' }] }))
    expect(await told('1002')).toBe('603 Decline: Bob does not take calls from this number.')
    expect(await told('1002', [['privacy', 'id']])).toBe('603 Decline: Bob does not take calls from this number.')
  })

  it('goes where Bob sends blocked callers', async () => {
    engine.directory.set(
      bob,
      forwarding({ blockedCallers: [{ kind: 'range', from: '1000', to: '1001' }], blocked: to('inTurn', carol) }),
    )
    const rung = await phoneOf(carol)
    await answers(await aliceCalls('1002'), await rung.incoming(), carol)
  })

  it('is refused without a number where he takes no anonymous calls', async () => {
    await phoneOf(bob)
    engine.directory.set(bob, forwarding({ blocksAnonymous: true }))
    const words = '433 Anonymity Disallowed: Bob takes no anonymous calls. Show your number and call again.'
    expect(await told('1002', [['privacy', 'id']])).toBe(words)
    engine.directory.set(alice, { callerId: { isBlocked: true } })
    expect(await told('1002')).toBe(words)
  })

  it('goes by custom rules: who calls, and when', async () => {
    const [his, hers] = [await phoneOf(bob), await phoneOf(carol)]
    const rule = (more: Partial<ForwardingRule>): ForwardingRule => ({
      name: 'Alice to Carol',
      isOn: true,
      callers: { kind: 'listed', callers: [{ kind: 'number', number: '1001' }] },
      times: null,
      to: to('inTurn', carol),
      ...more,
    })
    const rings = async (rules: ForwardingRule[], phone: TestPhone) => {
      engine.directory.set(bob, forwarding({ rules }))
      const outgoing = await aliceCalls('1002')
      await Promise.all([(await phone.incoming()).refuse(486), outgoing.final()])
    }
    await rings([rule({})], hers)
    await rings([rule({ callers: { kind: 'listed', callers: [{ kind: 'number', number: '1009' }] } })], his)
    const day = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', firstDay: null }
    await rings([rule({ callers: { kind: 'anyone' }, times: { ...day, lastDay: null } })], hers)
    await rings([rule({ callers: { kind: 'anyone' }, times: { ...day, lastDay: '2020-01-01' } })], his)
  })

  it('does not ring him while he must not be disturbed, and goes on as when he is busy', async () => {
    const his = await phoneOf(bob)
    engine.directory.set(bob, { calls: { doNotDisturb: true } })
    expect(await told('1002')).toBe('486 Busy Here: Bob does not want to be disturbed.')
    engine.directory.set(bob, forwarding({ busy: to('inTurn', carol) }))
    const rung = await phoneOf(carol)
    await Promise.all([(await rung.incomingOf(aliceCalls('1002'))).refuse(486)])
    expect(his.requests.waiting).toEqual([])
  })
})

describe('while Bob talks with Dave', () => {
  async function bobTalks(): Promise<TestPhone> {
    const [his, hers] = [await phoneOf(bob), await phoneOf(dave)]
    const outgoing = await hers.call('1002')
    await talk(outgoing, await his.incoming())
    return his
  }

  it('a second call rings with call waiting', async () => {
    const his = await bobTalks()
    const outgoing = await aliceCalls('1002')
    await Promise.all([(await his.incoming()).refuse(486), outgoing.final()])
  })

  it('a second call is busy without call waiting, and goes where busy calls go', async () => {
    const his = await bobTalks()
    engine.directory.set(bob, { calls: { callWaiting: false } })
    expect(await told('1002')).toMatch(/^486 .*: Bob is busy\.$/)
    engine.directory.set(bob, forwarding({ busy: to('inTurn', carol) }))
    const rung = await phoneOf(carol)
    await (await rung.incomingOf(aliceCalls('1002'))).refuse(486)
    expect(his.requests.waiting).toEqual([])
  })

  it('a call beyond the number that he may have is busy, one that rings counted, and one that ended not', async () => {
    const his = await bobTalks()
    engine.directory.set(bob, { calls: { maxConcurrentCalls: 2 } })
    const second = await aliceCalls('1002')
    const ringing = await his.incoming()
    expect(await told('1002')).toMatch(/^486 .*: Bob is busy\.$/)
    await Promise.all([ringing.refuse(486), second.final()])
    const third = await aliceCalls('1002')
    await Promise.all([(await his.incoming()).refuse(486), third.final()])
  })

  it('he may make no call more than he may have, but an emergency call always', async () => {
    const his = await bobTalks()
    engine.directory.set(bob, { calls: { maxConcurrentCalls: 1 } })
    const answer = await (await his.call('1003')).final()
    expect([answer.status, answer.phrase]).toEqual([403, 'Too Many Calls'])
    const emergency = await (await his.call('112')).final()
    expect(emergency.phrase).toBe('No Emergency Route')
  })
})

describe('a circle', () => {
  it('ends in a clear refusal: Bob → Carol → Bob', async () => {
    engine.directory.set(bob, forwarding({ always: to('inTurn', carol) }))
    engine.directory.set(carol, forwarding({ always: to('inTurn', bob) }))
    expect(await told('1002')).toBe('482 Loop Detected: The call was forwarded in a circle: Bob → Carol → Bob.')
  })

  it('ends after each phone has rung once', async () => {
    engine.directory.set(bob, forwarding({ noAnswer: to('inTurn', carol), noAnswerSeconds: 1 }))
    engine.directory.set(carol, forwarding({ noAnswer: to('inTurn', bob) }))
    const [his, hers] = [await phoneOf(bob), await phoneOf(carol)]
    const outgoing = await aliceCalls('1002')
    const first = await his.incoming()
    first.ring()
    const [second] = await Promise.all([hers.incoming(), first.cancelled()])
    second.ring()
    const [answer] = await Promise.all([outgoing.final(), second.cancelled()])
    expect(answer.status).toBe(482)
  })

  it('a sixth forwarding is refused, a fifth is not', async () => {
    const chain = Array.from({ length: 6 }, (_, index) =>
      engine.directory.add(tenantId, { displayName: `P${index + 1}`, extension: `20${index}0` }),
    )
    const link = (from: TestUser, next: TestUser) =>
      engine.directory.set(from, forwarding({ always: to('inTurn', next) }))
    for (const [index, each] of [bob, ...chain].slice(0, 5).entries()) link(each, chain[index] ?? bob)
    const rung = await phoneOf(chain[4] ?? bob)
    await (await rung.incomingOf(aliceCalls('1002'))).refuse(486)
    link(chain[4] ?? bob, chain[5] ?? bob)
    expect(await told('1002')).toMatch(/^483 Too Many Hops: The call was forwarded too often: Bob → P1/)
  })
})
