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

describe('caller ID on the wire', () => {
  async function inviteOf(headers?: RequestParts['headers']): Promise<IncomingTestCall> {
    const his = await phoneOf(bob, 'tcp')
    const outgoing = await aliceCalls('1002', headers)
    const incoming = await his.incoming()
    const forgotten = outgoing.final()
    await incoming.refuse(486)
    await forgotten
    return incoming
  }

  it('is the internal name', async () => {
    engine.directory.set(alice, { callerId: { internalName: 'Front desk', name: 'Acme Ltd' } })
    const { shownCaller, invite } = await inviteOf()
    expect(shownCaller).toBe('Front desk <1001>')
    expect(invite.headers.get('p-asserted-identity')).toMatch(/^"Front desk" <sip:1001@/)
    expect(invite.headers.has('privacy')).toBe(false)
  })

  it('is the chosen number of who has no extension', async () => {
    alice.party = { ...alice.party, extension: null, numbers: ['+442079460001'] }
    engine.directory.set(alice, { callerId: { number: '+442079460009' } })
    expect((await inviteOf()).shownCaller).toBe('Alice <+442079460009>')
  })

  it.each<[what: string, services: ServicesSpec, headers: RequestParts['headers']]>([
    ['the administrator has blocked it', { callerId: { isBlocked: true } }, []],
    ['the phone asks for privacy', {}, [['privacy', 'id']]],
    ['the phone asks for all privacy there is', {}, [['privacy', 'header; user; id']]],
    [
      'the administrator has blocked it, and the phone would not',
      { callerId: { isBlocked: true } },
      [['privacy', 'none']],
    ],
  ])('is hidden when %s', async (_, services, headers = []) => {
    engine.directory.set(alice, services)
    const telling = [
      ['user-agent', 'Alice’s desk'],
      ['subject', 'Alice'],
      ['organization', 'Alice Ltd'],
      ['reply-to', '<sip:alice@example.com>'],
      ['p-preferred-identity', '<sip:alice@example.com>'],
      ['p-asserted-identity', '<sip:alice@example.com>'],
      ['remote-party-id', '<sip:alice@example.com>'],
    ] as const
    const { invite } = await inviteOf([...telling, ...headers])
    expect(invite.headers.get('from')).toMatch(/^"Anonymous" <sip:anonymous@anonymous\.invalid>;tag=/)
    expect(invite.headers.all('privacy')).toEqual(['id'])
    expect(invite.headers.has('p-asserted-identity')).toBe(false)
    for (const key of telling.map(([name]) => name)) expect([key, invite.headers.has(key)]).toEqual([key, false])
    const [record] = engine.directory.calls.values()
    expect(record).toMatchObject({ callerUserId: alice.userId, isAnonymous: true })
  })

  it('stays hidden until the end of the call', async () => {
    engine.directory.set(alice, { callerId: { isBlocked: true } })
    const his = await phoneOf(bob)
    const outgoing = await aliceCalls('1002')
    const incoming = await his.incoming()
    await talk(outgoing, incoming)
    const [bye] = await Promise.all([incoming.hungUp(), outgoing.hangUp()])
    expect(bye.headers.get('from')).toBe(incoming.addresses.remote)
    expect(bye.headers.get('from')).toContain('anonymous.invalid')
  })

  it('cannot be forged: what a phone says of itself does not arrive', async () => {
    const forged = '"Chief" <sip:1000@example.com>'
    const { shownCaller, invite } = await inviteOf([
      ['p-asserted-identity', forged],
      ['remote-party-id', forged],
      ['diversion', forged],
    ])
    expect(shownCaller).toBe('Alice <1001>')
    expect(invite.headers.all('p-asserted-identity')).toEqual([expect.stringMatching(/^"?Alice"? <sip:1001@/)])
    expect(invite.headers.has('diversion')).toBe(false)
  })

  it('is not promised where it cannot be kept (RFC 3323 §4.2)', async () => {
    expect(await told('1002', [['privacy', 'session;critical']])).toMatch(/^500 .*privacy/)
  })
})

describe('a call to the outside is refused in words', () => {
  it.each<[calling: NonNullable<ServicesSpec['calling']>, dialed: string, words: string]>([
    [
      { plan: 'emergencyOnly' },
      '02079460000',
      '403 Emergency Calls Only: This call is not allowed: only emergency numbers may be called outside the company.',
    ],
    [
      { plan: 'domestic' },
      '02079460000',
      '403 No Trunk: Calls to outside numbers such as +442079460000 need a trunk, and none is connected.',
    ],
    [
      { plan: 'domestic' },
      '0014155550142',
      '403 International Not Allowed: This call is not allowed: +14155550142 is in United States, and only calls within United Kingdom are allowed.',
    ],
    [
      { plan: 'international' },
      '+14155550142',
      '403 No Trunk: Calls to outside numbers such as +14155550142 need a trunk, and none is connected.',
    ],
    [
      { plan: 'international' },
      '09061234567',
      '403 Premium-Rate Not Allowed: This call is not allowed: +449061234567 is a premium-rate number, and these are not allowed.',
    ],
    [
      { plan: 'international' },
      '+881612345678',
      '403 Satellite Not Allowed: This call is not allowed: +881612345678 is a satellite number, and these are not allowed.',
    ],
    [{ plan: 'emergencyOnly' }, '999', '404 Not Found: Nobody here has the number 999.'],
    [
      { plan: 'emergencyOnly' },
      '112',
      '503 No Emergency Route: Emergency calls to 112 are not possible: no trunk to the outside is connected. Use a mobile phone.',
    ],
  ])('%j dials %s', async (calling, dialed, words) => {
    engine.directory.set(alice, { calling })
    expect(await told(dialed)).toBe(words)
  })
})
