import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { SipTransport } from '../engine.ts'
import type { TestUser } from '../testing/memory-directory.ts'
import { until } from '../testing/message-queue.ts'
import { plainOffer } from '../testing/test-call.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { TestPhone, token } from '../testing/test-phone.ts'
import { Headers } from './sip/headers.ts'
import type { SipRequest } from './sip/sip-message.ts'

const [tenantId, otherTenantId] = [newId(), newId()]
const phones: TestPhone[] = []
let engine: TestEngine
let alice: TestUser
let bob: TestUser
/** A user of another company, who wishes Alice and Bob ill. */
let mallory: TestUser
let eve: TestUser

async function phoneOf(user: TestUser, transport: SipTransport = 'udp'): Promise<TestPhone> {
  const phone = await TestPhone.registered(engine, user, { transport })
  phones.push(phone)
  return phone
}

async function connected(caller: TestPhone, callee: TestPhone, dialed: string) {
  const outgoing = await caller.call(dialed)
  const incoming = await callee.incoming()
  const acknowledged = incoming.pickUp()
  await outgoing.connected()
  await acknowledged
  return { outgoing, incoming }
}

/** Waits until whatever this phone was sent before has reached it. */
async function settled(phone: TestPhone): Promise<void> {
  expect((await phone.register()).status).toBe(200)
}

beforeEach(async () => {
  engine = await startTestEngine({ reconnectGraceMs: 50 })
  alice = engine.directory.add(tenantId, { extension: '1001' })
  bob = engine.directory.add(tenantId, { extension: '1002' })
  mallory = engine.directory.add(otherTenantId, { extension: '1003' })
  eve = engine.directory.add(otherTenantId, { extension: '1004' })
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe('a stranger cannot', () => {
  /** The answer to an INVITE as somebody who has seen it would write it. */
  function answerTo(invite: SipRequest, status: number) {
    const headers = new Headers()
    for (const key of ['via', 'record-route', 'call-id', 'cseq', 'from']) {
      for (const value of invite.headers.all(key)) headers.append(key, value)
    }
    headers.append('to', `${invite.headers.get('to')};tag=mallory`)
    headers.append('contact', '<sip:mallory@192.0.2.66>')
    return { kind: 'response', status, phrase: '', headers, body: Buffer.from(plainOffer) } as const
  }

  it.each<[SipTransport, SipTransport]>([
    ['ws', 'udp'],
    ['ws', 'ws'],
    ['udp', 'ws'],
    ['tcp', 'tcp'],
  ])('answer for Bob: an answer over %s to what was asked over %s is dropped', async (theirs, his) => {
    const [hers, bobs, mallorys] = [await phoneOf(alice), await phoneOf(bob, his), await phoneOf(mallory, theirs)]
    const outgoing = await hers.call('1002')
    const incoming = await bobs.incoming()
    mallorys.respond(answerTo(incoming.invite, 200))
    mallorys.respond(answerTo(incoming.invite, 603))
    await settled(mallorys)
    const acknowledged = incoming.pickUp()
    const answer = await outgoing.connected()
    await acknowledged
    expect(answer.headers.get('contact')).toContain(bobs.contact)
    expect(answer.headers.get('to')).not.toContain('mallory')
  })

  it('guess the name under which another phone is rung, from those that rang their own', async () => {
    const [hers, bobs] = [await phoneOf(alice), await phoneOf(bob)]
    const branches: string[] = []
    for (let count = 0; count < 3; count++) {
      const outgoing = await hers.call('1002')
      const incoming = await bobs.incoming()
      branches.push(/branch=([^;]+)/.exec(incoming.invite.headers.get('via') ?? '')?.[1] ?? '')
      const stopped = incoming.cancelled()
      incoming.ring()
      await outgoing.provisional(180)
      await outgoing.cancel()
      await stopped
    }
    const parts = branches.map((branch) => branch.split('.')[1] ?? '')
    expect(new Set(parts).size).toBe(3)
    for (const part of parts) expect(part).toMatch(/^[\w-]{12}$/)
  })

  it('reach a phone of another company through a call of their own, whose far end has gone', async () => {
    const [bobs, mallorys, eves] = [await phoneOf(bob), await phoneOf(mallory), await phoneOf(eve, 'tcp')]
    const { outgoing } = await connected(mallorys, eves, '1004')
    eves.close()
    await until('Eve has gone', () => engine.engine.registrations(otherTenantId).length === 1)
    outgoing.cseq++
    const answer = await mallorys.sendForFinal({ ...outgoing.parts('INFO'), uri: bobs.contact })
    expect(answer.status).toBe(480)
    await settled(bobs)
    expect(bobs.requests.waiting.filter(({ method }) => method === 'INFO')).toEqual([])
  })

  it('hide a call behind another of the same name, which could then not be ended', async () => {
    const [hers, bobs] = [await phoneOf(alice), await phoneOf(bob)]
    const { outgoing, incoming } = await connected(hers, bobs, '1002')
    const again = await hers.sendSignedIn(() => {
      outgoing.cseq++
      const parts = outgoing.parts('INVITE', { body: plainOffer })
      const contact = [['contact', `<${hers.contact}>`] as const]
      return { ...parts, uri: `sip:1002@${engine.host}`, to: `<sip:1002@${engine.host}>`, headers: contact }
    })
    expect(again.status).toBe(482)
    engine.directory.suspend(alice)
    engine.engine.usersChanged(tenantId, [alice.userId])
    await Promise.all([outgoing.hungUp(), incoming.hungUp()])
  })

  it('make Bob’s phone pick up by itself, or claim to be somebody else', async () => {
    const [hers, bobs] = [await phoneOf(alice), await phoneOf(bob)]
    const outgoing = await hers.call('1002', [
      ['answer-mode', 'Auto'],
      ['alert-info', '<http://192.0.2.66/ring.wav>;info=alert-autoanswer'],
      ['call-info', '<sip:x>;answer-after=0'],
      ['p-asserted-identity', '<sip:boss@example.com>'],
      ['remote-party-id', '<sip:boss@example.com>'],
      ['diversion', '<sip:boss@example.com>'],
    ])
    const { invite } = await bobs.incoming()
    for (const key of ['answer-mode', 'alert-info', 'call-info', 'remote-party-id', 'diversion'])
      expect(invite.headers.has(key)).toBe(false)
    expect(invite.headers.all('p-asserted-identity')).toEqual([expect.stringContaining('sip:1001@')])
    await outgoing.cancel()
  })

  it('make us send more than one datagram for one of theirs to whoever they pretend to be', async () => {
    const phone = await TestPhone.open(engine, alice)
    phones.push(phone)
    const parts = {
      method: 'INVITE',
      uri: `sip:1002@${engine.host}`,
      from: `<${phone.addressOfRecord}>;tag=1`,
      to: `<sip:1002@${engine.host}>`,
      callId: token(),
      cseq: 1,
    }
    const wrong = [['proxy-authorization', 'Digest realm="elsewhere"']] as const
    expect((await phone.sendForFinal({ ...parts, headers: wrong })).status).toBe(407)
    expect((await phone.sendForFinal({ ...parts, to: `${parts.to};tag=9`, cseq: 2 })).status).toBe(481)
    // An INVITE's refusal that we kept would be repeated after half a second, since no ACK comes.
    await new Promise((resolve) => setTimeout(resolve, 700))
    await settled(phone)
    expect(phone.responses.waiting.filter(({ status }) => status === 407 || status === 481)).toEqual([])
  })
})

describe('what cannot be kept is refused', () => {
  it.each<[what: string, contact: (contact: string) => string]>([
    ['a Contact of thousands of characters', (contact) => `<${contact};x=${'y'.repeat(3_000)}>`],
    ['an instance of thousands of characters', (contact) => `<${contact}>;+sip.instance="<${'y'.repeat(3_000)}>"`],
    ['an instance with a NUL', (contact) => `<${contact}>;+sip.instance="<a\0b>"`],
  ])('%s', async (_what, contact) => {
    const phone = await TestPhone.open(engine, alice)
    phones.push(phone)
    expect((await phone.register([['contact', contact(phone.contact)]])).status).toBe(400)
    expect(engine.engine.registrations(tenantId)).toEqual([])
  })

  it('a number with control characters, or longer than any', async () => {
    const phone = await phoneOf(alice)
    for (const dialed of ['10%0002', '1'.repeat(200)]) {
      expect((await (await phone.call(dialed)).final()).status).toBe(404)
    }
  })
})

it('a number is found whatever context a phone adds to it (RFC 3966 §5.1.5)', async () => {
  const [hers, bobs] = [await phoneOf(alice), await phoneOf(bob)]
  const outgoing = await hers.call('1002;phone-context=example.com')
  const incoming = await bobs.incoming()
  const refused = incoming.refuse(486)
  expect((await outgoing.final()).status).toBe(486)
  await refused
})
