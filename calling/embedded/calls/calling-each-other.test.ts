import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../contract/ids.ts'
import type { SipTransport } from '../../engine.ts'
import type { TestUser } from '../../testing/memory-directory.ts'
import { until } from '../../testing/message-queue.ts'
import { plainOffer } from '../../testing/test-call.ts'
import { startTestEngine, type TestEngine } from '../../testing/test-engine.ts'
import { TestPhone } from '../../testing/test-phone.ts'

const tenantId = newId()
let engine: TestEngine
let alice: TestUser
let bob: TestUser
const phones: TestPhone[] = []

async function phoneOf(user: TestUser, transport: SipTransport = 'udp'): Promise<TestPhone> {
  const phone = await TestPhone.registered(engine, user, { transport })
  phones.push(phone)
  return phone
}

/** Alice and Bob talk. */
async function connected(callerTransport: SipTransport = 'udp', calleeTransport: SipTransport = 'udp') {
  const [hers, his] = [await phoneOf(alice, callerTransport), await phoneOf(bob, calleeTransport)]
  const outgoing = await hers.call('1002')
  const incoming = await his.incoming()
  const acknowledged = incoming.pickUp()
  const answer = await outgoing.connected()
  await acknowledged
  return { hers, his, outgoing, incoming, answer }
}

beforeEach(async () => {
  engine = await startTestEngine()
  alice = engine.directory.add(tenantId, { extension: '1001', displayName: 'Alice Ångström' })
  bob = engine.directory.add(tenantId, { extension: '1002', displayName: 'Bob' })
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe.each<[SipTransport, SipTransport]>([
  ['udp', 'udp'],
  ['udp', 'tcp'],
  ['tcp', 'ws'],
  ['ws', 'udp'],
  ['ws', 'ws'],
])('Alice over %s rings Bob over %s', (callerTransport, calleeTransport) => {
  it('Bob sees who calls, answers, they talk, he hangs up, and the call is on record', async () => {
    const [hers, his] = [await phoneOf(alice, callerTransport), await phoneOf(bob, calleeTransport)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    expect(incoming.invite.uri).toBe(his.contact)
    expect(incoming.invite.body.toString()).toBe(plainOffer)
    expect(incoming.shownCaller).toBe('Alice Ångström <1001>')
    expect(incoming.invite.headers.has('proxy-authorization')).toBe(false)
    incoming.ring()
    expect((await outgoing.provisional(180)).headers.get('p-asserted-identity')).toMatch(/"Bob" <sip:1002@/)
    const acknowledged = incoming.pickUp()
    await outgoing.connected()
    await acknowledged
    expect(engine.engine.calls(tenantId)).toMatchObject([{ callerUserId: alice.userId, calleeUserId: bob.userId }])
    const agreed = outgoing.hungUp()
    expect((await incoming.hangUp()).status).toBe(200)
    await agreed
    await until('the call is over', () => engine.engine.calls(tenantId).length === 0)
    const [record] = engine.directory.calls.values()
    expect(record).toMatchObject({ dialed: '1002', outcome: 'answered', calleeUserId: bob.userId })
    expect(record?.endedAt).toBeInstanceOf(Date)
  })
})

describe('within a call', () => {
  it('each side sees the other under one name from start to end, although From is translated', async () => {
    const { outgoing, incoming } = await connected()
    const update = outgoing.request('INFO')
    const seenByBob = await incoming.next('INFO')
    expect(seenByBob.headers.get('from')).toBe(incoming.addresses.remote)
    expect(seenByBob.headers.get('to')).toBe(incoming.addresses.local)
    incoming.answer(seenByBob)
    expect((await update).headers.get('from')).toBe(outgoing.addresses.local)
    const back = incoming.request('INFO')
    const seenByAlice = await outgoing.next('INFO')
    expect(seenByAlice.headers.get('to')).toBe(outgoing.addresses.local)
    expect(seenByAlice.headers.get('from')).toBe(outgoing.addresses.remote)
    outgoing.answer(seenByAlice)
    expect((await back).headers.get('to')).toBe(incoming.addresses.remote)
  })

  it.each(['UPDATE', 'INFO', 'REFER', 'NOTIFY', 'MESSAGE', 'PRACK'])('%s passes in both directions', async (method) => {
    const { outgoing, incoming } = await connected('udp', 'tcp')
    for (const [from, to] of [
      [outgoing, incoming],
      [incoming, outgoing],
    ] as const) {
      const answered = from.request(method)
      to.answer(await to.next(method))
      expect((await answered).status).toBe(200)
    }
  })

  it('a re-INVITE puts on hold and is acknowledged end to end', async () => {
    const { outgoing, incoming } = await connected()
    const hold = incoming.request('INVITE', { body: plainOffer })
    const seen = await outgoing.next('INVITE')
    expect(seen.body.toString()).toBe(plainOffer)
    outgoing.answer(seen, 200, plainOffer)
    expect((await hold).status).toBe(200)
    incoming.phone.send(incoming.parts('ACK'))
    expect((await outgoing.next('ACK')).headers.get('cseq')).toBe(`${incoming.cseq} ACK`)
  })

  it('a request with a forged route goes nowhere', async () => {
    const { outgoing, incoming } = await connected()
    const { phone } = outgoing
    const parts = {
      ...outgoing.parts('INFO'),
      cseq: 9,
      headers: [['route', `<sip:forged@${engine.host};lr>`]] as const,
    }
    expect((await phone.sendForFinal(parts)).status).toBe(481)
    expect(incoming.phone.requests.waiting).toEqual([])
  })

  it('nothing passes once the call has ended and is forgotten', async () => {
    const { outgoing, incoming } = await connected()
    const agreed = incoming.hungUp()
    await outgoing.hangUp()
    await agreed
    const foreign = { ...outgoing.parts('INFO'), callId: 'another-call', cseq: 9 }
    expect((await outgoing.phone.sendForFinal(foreign)).status).toBe(481)
  })

  it('finds a web phone again on the connection on which it came back', async () => {
    const instance = 'urn:uuid:0b6a1ab6-0000-4000-8000-00000000beef'
    const hers = await phoneOf(alice)
    const his = await TestPhone.registered(engine, bob, { transport: 'ws', instance })
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    const acknowledged = incoming.pickUp()
    await outgoing.connected()
    await acknowledged
    his.close()
    await until('the engine has noticed', () => engine.engine.registrations(tenantId).length === 1)
    const back = await TestPhone.open(engine, bob, { transport: 'ws', instance })
    phones.push(back)
    expect((await back.register([['contact', `<${his.contact}>;+sip.instance="<${instance}>";reg-id=1`]])).status).toBe(
      200,
    )
    const ended = outgoing.hangUp()
    incoming.answer(await back.requestOf(outgoing.callId, 'BYE'), 200, '', back)
    expect((await ended).status).toBe(200)
  })
})

describe('a web phone that vanishes', () => {
  it('and does not come back: the other side is hung up', async () => {
    const quick = await startTestEngine({ directory: engine.directory, reconnectGraceMs: 50 })
    const hers = await TestPhone.registered(quick, alice, { transport: 'ws' })
    const his = await TestPhone.registered(quick, bob)
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    const acknowledged = incoming.pickUp()
    await outgoing.connected()
    await acknowledged
    hers.close()
    expect((await incoming.hungUp()).headers.get('reason')).toContain('A phone lost its connection')
    await until('the call is over', () => quick.engine.calls(tenantId).length === 0)
    his.close()
    await quick.stop()
  })
})

describe('a phone behind another proxy (RFC 3327)', () => {
  it('is reached along the Path with which it registered, and answers along it', async () => {
    const hers = await phoneOf(alice)
    const his = await TestPhone.open(engine, bob)
    phones.push(his)
    const path = '<sip:edge.example.com;lr>'
    const registered = await his.register([
      ['contact', his.contactValue()],
      ['path', path],
    ])
    expect(registered.headers.get('path')).toBe(path)
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    expect(incoming.invite.headers.get('route')).toBe(path)
    await Promise.all([incoming.refuse(486), outgoing.final()])
  })
})

describe('before an answer', () => {
  it('Alice gives up: Bob stops ringing and both see why', async () => {
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    incoming.ring()
    await outgoing.provisional(180)
    const stopped = incoming.cancelled()
    expect((await outgoing.cancel()).status).toBe(200)
    expect((await outgoing.final()).status).toBe(487)
    expect((await stopped).headers.get('reason')).toContain('The caller hung up')
    await until('it is on record', () =>
      [...engine.directory.calls.values()].some((call) => call.outcome === 'cancelled'),
    )
  })

  it('Bob answers in the moment in which Alice gives up: his phone is hung up', async () => {
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    incoming.ring()
    await outgoing.provisional(180)
    await outgoing.cancel()
    expect((await outgoing.final()).status).toBe(487)
    await incoming.pickUp()
    await incoming.hungUp()
  })

  it('an INVITE that is repeated rings once', async () => {
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    outgoing.repeatInvite()
    const incoming = await his.incoming()
    incoming.ring()
    await outgoing.provisional(180)
    outgoing.repeatInvite()
    await outgoing.provisional(180)
    expect(his.requests.waiting.filter((request) => request.method === 'INVITE')).toEqual([])
    await Promise.all([incoming.refuse(486), outgoing.final()])
  })

  it('Alice loses her connection: Bob stops ringing', async () => {
    const [hers, his] = [await phoneOf(alice, 'ws'), await phoneOf(bob)]
    await hers.call('1002')
    const incoming = await his.incoming()
    incoming.ring()
    hers.close()
    await incoming.cancelled()
  })
})

describe('a refusal', () => {
  it.each<[what: string, status: number, seen: number, outcome: string, words: string]>([
    ['busy', 486, 486, 'busy', 'Bob is busy.'],
    ['declined', 603, 603, 'declined', 'Bob declined the call.'],
    ['busy everywhere', 600, 600, 'busy', 'Bob is busy.'],
    ['without a common audio format', 488, 488, 'unreachable', 'no audio format in common'],
    ['of a phone with a fault', 500, 480, 'unreachable', 'No phone of Bob can be reached.'],
    ['of a phone that wants credentials', 407, 480, 'unreachable', 'No phone of Bob can be reached.'],
    ['of a phone that redirects', 302, 480, 'unreachable', 'No phone of Bob can be reached.'],
  ])('%s reaches Alice in words', async (_what, status, seen, outcome, words) => {
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002')
    const incoming = await his.incoming()
    const refused = incoming.refuse(status)
    const answer = await outgoing.final()
    await refused
    expect(answer.status).toBe(seen)
    expect(answer.headers.get('reason')).toContain(words)
    await until('it is on record', () => [...engine.directory.calls.values()].some((call) => call.outcome === outcome))
  })

  it('comes at once when Bob has no phone', async () => {
    const outgoing = await (await phoneOf(alice)).call('1002')
    const answer = await outgoing.final()
    expect(answer.status).toBe(480)
    expect(answer.headers.get('reason')).toContain('No phone of Bob can be reached.')
  })

  it('says so when nobody has the number', async () => {
    const outgoing = await (await phoneOf(alice)).call('4711')
    const answer = await outgoing.final()
    expect(answer.status).toBe(404)
    expect(answer.headers.get('reason')).toContain('Nobody here has the number 4711.')
  })

  it('meets a number of another tenant as if nobody had it', async () => {
    const stranger = engine.directory.add(newId(), { extension: '2001' })
    await phoneOf(stranger)
    const outgoing = await (await phoneOf(alice)).call('2001')
    expect((await outgoing.final()).status).toBe(404)
  })

  it('meets a caller who pretends to be somebody else', async () => {
    const hers = await phoneOf(alice)
    let cseq = 0
    const answer = await hers.sendSignedIn(() => ({
      method: 'INVITE',
      uri: `sip:1002@${engine.host}`,
      from: `<sip:${bob.username}@${engine.host}>;tag=forged`,
      to: `<sip:1002@${engine.host}>`,
      callId: 'pretender',
      cseq: ++cseq,
      headers: [['contact', `<${hers.contact}>`]],
    }))
    expect(answer.status).toBe(403)
    expect(answer.headers.get('reason')).toContain('From must be the account that signed in.')
  })
})
