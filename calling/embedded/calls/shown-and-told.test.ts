import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../contract/ids.ts'
import type { ServicesSpec } from '../../../contract/services-spec.ts'
import type { TestUser } from '../../testing/memory-directory.ts'
import type { IncomingTestCall, OutgoingTestCall } from '../../testing/test-call.ts'
import { startTestEngine, type TestEngine } from '../../testing/test-engine.ts'
import { type RequestParts, TestPhone } from '../../testing/test-phone.ts'
import { fromWire } from '../sip/sip-message.ts'

// What goes over the wire when Alice calls Bob or the outside: how she is shown, and the words in which she is refused.

const tenantId = newId()
const phones: TestPhone[] = []
let engine: TestEngine
let alice: TestUser
let bob: TestUser

beforeEach(async () => {
  engine = await startTestEngine()
  alice = engine.directory.add(tenantId, { displayName: 'Alice', extension: '1001' })
  bob = engine.directory.add(tenantId, { displayName: 'Bob', extension: '1002' })
})
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  await engine.stop()
  expect(engine.errors).toEqual([])
})

async function aliceCalls(dialed: string, headers?: RequestParts['headers']): Promise<OutgoingTestCall> {
  const phone = await TestPhone.open(engine, alice)
  phones.push(phone)
  return phone.call(dialed, headers)
}

/** What Alice is told: status, phrase, and the sentence. */
async function told(dialed: string, headers?: RequestParts['headers']) {
  const answer = await (await aliceCalls(dialed, headers)).final()
  const reason = fromWire(answer.headers.get('reason') ?? '')
  return `${answer.status} ${answer.phrase}: ${/text="(.*)"/.exec(reason)?.[1]}`
}

async function bobsPhone(): Promise<TestPhone> {
  const phone = await TestPhone.registered(engine, bob, { transport: 'tcp' })
  phones.push(phone)
  return phone
}

describe('caller ID on the wire', () => {
  async function inviteOf(headers?: RequestParts['headers']): Promise<IncomingTestCall> {
    const his = await bobsPhone()
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
    const his = await bobsPhone()
    const outgoing = await aliceCalls('1002')
    const incoming = await his.incoming()
    const acknowledged = incoming.pickUp()
    await outgoing.connected()
    await acknowledged
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
