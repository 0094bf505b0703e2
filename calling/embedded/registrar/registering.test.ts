import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../contract/ids.ts'
import type { SipTransport } from '../../engine.ts'
import { MemoryDirectory, type TestUser } from '../../testing/memory-directory.ts'
import { until } from '../../testing/message-queue.ts'
import { startTestEngine, type TestEngine } from '../../testing/test-engine.ts'
import { TestPhone } from '../../testing/test-phone.ts'

const tenantId = newId()
let engine: TestEngine
let alice: TestUser

beforeEach(async () => {
  engine = await startTestEngine()
  alice = engine.directory.add(tenantId, { extension: '1001' })
})
afterEach(async () => {
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe.each<SipTransport>(['udp', 'tcp', 'ws'])('a phone over %s', (transport) => {
  it.each(['SHA-256', 'MD5'] as const)('registers with %s', async (algorithm) => {
    const phone = await TestPhone.open(engine, alice, { transport, algorithm })
    const answer = await phone.register()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('contact')).toBe(`<${phone.contact}>;expires=300`)
    const [registration] = engine.engine.registrations(tenantId)
    expect(registration).toMatchObject({ userId: alice.userId, contact: phone.contact, transport })
    phone.close()
  })

  it('signs off', async () => {
    const phone = await TestPhone.registered(engine, alice, { transport })
    expect((await phone.unregister()).headers.has('contact')).toBe(false)
    expect(engine.engine.registrations(tenantId)).toEqual([])
    phone.close()
  })
})

describe('a challenge', () => {
  it('offers SHA-256 first and MD5 last (RFC 8760)', async () => {
    const phone = await TestPhone.open(engine, alice)
    const challenge = await phone.sendForFinal(phone.registerParts([]))
    const algorithms = challenge.headers.all('www-authenticate').map((value) => /algorithm=([^,]+)/.exec(value)?.[1])
    expect(algorithms).toEqual(['SHA-256', 'MD5'])
    phone.close()
  })

  it('comes again, marked stale, when the same answer is played back', async () => {
    const phone = await TestPhone.open(engine, alice)
    const challenge = await phone.sendForFinal(phone.registerParts([]))
    const parts = phone.registerParts([['contact', phone.contactValue()]])
    const answer = phone.answerTo(challenge, parts)
    const replay = async () => {
      const again = phone.registerParts([['contact', phone.contactValue()], answer])
      return phone.sendForFinal(again)
    }
    expect((await replay()).status).toBe(200)
    const second = await replay()
    expect(second.status).toBe(401)
    expect(second.headers.get('www-authenticate')).toContain('stale=true')
    phone.close()
  })

  it('is the same for a wrong password and for a username that nobody has', async () => {
    const wrong = await TestPhone.open(engine, { ...alice, password: 'wrong' })
    const unknown = await TestPhone.open(engine, { ...alice, username: 'nobody' })
    for (const phone of [wrong, unknown]) {
      const answer = await phone.register()
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).not.toContain('stale')
      phone.close()
    }
  })

  it('ends in silence for the one username that is guessed at, and only for it', async () => {
    const guesser = await TestPhone.open(engine, { ...alice, password: 'wrong' })
    for (let guess = 0; guess < 10; guess++) expect((await guesser.register()).status).toBe(401)
    const challenge = await guesser.sendForFinal(guesser.registerParts([]))
    const parts = guesser.registerParts([])
    guesser.send({ ...parts, headers: [guesser.answerTo(challenge, parts)] })
    const other = await TestPhone.registered(engine, engine.directory.add(tenantId))
    expect(guesser.responses.waiting).toEqual([])
    guesser.close()
    other.close()
  })
})

describe('an account', () => {
  it('registers as soon as it exists, although its name was asked for before', async () => {
    const early = await TestPhone.open(engine, { ...alice, username: 'newcomer', password: 'x' })
    expect((await early.register()).status).toBe(401)
    const user = engine.directory.add(tenantId, { username: 'newcomer' })
    const phone = await TestPhone.registered(engine, user)
    phone.close()
    early.close()
  })

  it('registers with a new password at once, and no longer with the old one', async () => {
    const old = await TestPhone.registered(engine, alice)
    engine.directory.remove(alice)
    const renewed = engine.directory.add(tenantId, { username: alice.username, password: 'fresh' })
    engine.engine.usersChanged(tenantId, [alice.userId])
    await until('the old registration is gone', () => engine.engine.registrations(tenantId).length === 0)
    expect((await old.register()).status).toBe(401)
    const phone = await TestPhone.registered(engine, renewed)
    phone.close()
    old.close()
  })

  it('can register nobody else', async () => {
    const phone = await TestPhone.open(engine, alice)
    const answer = await phone.sendSignedIn(() => ({ ...phone.registerParts([]), to: '<sip:boss@offhook.test>' }))
    expect(answer.status).toBe(403)
    phone.close()
  })

  it('loses its registrations at once when it is suspended and cannot come back until it is reactivated', async () => {
    const phone = await TestPhone.registered(engine, alice)
    engine.directory.suspend(alice)
    engine.engine.usersChanged(tenantId, [alice.userId])
    await until('the registration is gone', () => engine.engine.registrations(tenantId).length === 0)
    expect((await phone.register()).status).toBe(403)
    engine.directory.reactivate(alice)
    engine.engine.usersChanged(tenantId, [alice.userId])
    expect((await phone.register()).status).toBe(200)
    phone.close()
  })

  it('is cut off within the reconcile interval when nobody told the engine', async () => {
    const phone = await TestPhone.registered(engine, alice)
    engine.directory.remove(alice)
    await until('the registration is gone', () => engine.engine.registrations(tenantId).length === 0)
    phone.close()
  }, 30_000)

  it('holds at most ten contacts: the oldest makes room', async () => {
    const phones = []
    for (let count = 0; count < 11; count++) phones.push(await TestPhone.registered(engine, alice))
    const contacts = engine.engine.registrations(tenantId).map((registration) => registration.contact)
    expect(contacts).toHaveLength(10)
    expect(contacts).not.toContain(phones[0]?.contact)
    for (const phone of phones) phone.close()
  })
})

describe('a REGISTER (RFC 3261 §10.3)', () => {
  it.each<[what: string, headers: [string, string][], status: number]>([
    [
      'shorter than 60 seconds',
      [
        ['contact', '<sip:a@127.0.0.1>'],
        ['expires', '30'],
      ],
      423,
    ],
    [
      'with a wildcard that keeps something',
      [
        ['contact', '*'],
        ['expires', '60'],
      ],
      400,
    ],
    [
      'with a wildcard among others',
      [
        ['contact', '*, <sip:a@127.0.0.1>'],
        ['expires', '0'],
      ],
      400,
    ],
    ['with a Contact that is no SIP address', [['contact', '<mailto:a@example.com>']], 400],
    ['that requires what we do not know', [['require', 'teleport']], 420],
  ])('%s is refused', async (_what, headers, status) => {
    const phone = await TestPhone.open(engine, alice)
    expect((await phone.register(headers)).status).toBe(status)
    phone.close()
  })

  it('grants at most an hour', async () => {
    const phone = await TestPhone.open(engine, alice)
    const answer = await phone.register([['contact', `<${phone.contact}>;expires=99999`]])
    expect(answer.headers.get('contact')).toContain('expires=3600')
    phone.close()
  })

  it('without Contact lists what is registered', async () => {
    const phone = await TestPhone.registered(engine, alice)
    expect((await phone.register([])).headers.get('contact')).toContain(phone.contact)
    phone.close()
  })

  it('with a wildcard ends all registrations of the account', async () => {
    const phones = [await TestPhone.registered(engine, alice), await TestPhone.registered(engine, alice)]
    await phones[0]?.register([
      ['contact', '*'],
      ['expires', '0'],
    ])
    expect(engine.engine.registrations(tenantId)).toEqual([])
    for (const phone of phones) phone.close()
  })

  it('of the same device under a new address replaces the old one (RFC 5626)', async () => {
    const instance = 'urn:uuid:00000000-0000-1000-8000-000a95a0e128'
    const before = await TestPhone.registered(engine, alice, { transport: 'ws', instance })
    const after = await TestPhone.registered(engine, alice, { transport: 'ws', instance })
    const contacts = engine.engine.registrations(tenantId).map((registration) => registration.contact)
    expect(contacts).toEqual([after.contact])
    before.close()
    await until('the old connection is closed', () => before.isClosed)
    expect(engine.engine.registrations(tenantId)).toHaveLength(1)
    after.close()
  })
})

describe('a connection', () => {
  it.each<SipTransport>(['tcp', 'ws'])('over %s takes its registrations along when it closes', async (transport) => {
    const phone = await TestPhone.registered(engine, alice, { transport })
    const events: string[] = []
    engine.engine.onEvent((event) => events.push(event.kind))
    phone.close()
    await until('the registration is gone', () => engine.engine.registrations(tenantId).length === 0)
    expect(events).toEqual(['registration'])
    await until('it is gone from the store', () => engine.directory.registrations.size === 0)
  })
})

describe('after a restart', () => {
  it('UDP phones are still registered, connections are not, and nothing needs a new challenge', async () => {
    const keys = { nonce: randomBytes(32), flow: randomBytes(32) }
    const directory = new MemoryDirectory()
    const user = directory.add(tenantId)
    const first = await startTestEngine({ directory, keys })
    const phone = await TestPhone.registered(first, user)
    const webPhone = await TestPhone.registered(first, user, { transport: 'ws' })
    await first.stop()
    const second = await startTestEngine({ directory, keys, port: first.port })
    expect(second.engine.registrations(tenantId).map((registration) => registration.contact)).toEqual([phone.contact])
    await second.stop()
    phone.close()
    webPhone.close()
  })
})
