import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { type BaresipOptions, BaresipPhone } from './baresip-phone.ts'
import { freePort } from './free-port.ts'
import type { TestUser } from './memory-directory.ts'
import { until } from './message-queue.ts'
import { type SippResult, startSipp } from './sipp.ts'
import { startTestEngine, type TestEngine } from './test-engine.ts'
import { TestPhone } from './test-phone.ts'

const tenantId = newId()
const phones: { stop(): Promise<void> }[] = []
let engine: TestEngine
let alice: TestUser
let bob: TestUser

beforeEach(async () => {
  engine = await startTestEngine()
  alice = engine.directory.add(tenantId, { extension: '1001', displayName: 'Alice' })
  bob = engine.directory.add(tenantId, { extension: '1002', displayName: 'Bob' })
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.stop()))
  await engine.stop()
  expect(engine.errors).toEqual([])
})

async function baresip(user: TestUser, more: Pick<BaresipOptions, 'transport' | 'toneHertz' | 'answers'>) {
  const { username, password } = user
  const phone = await BaresipPhone.start({ server: `${engine.host}:${engine.port}`, username, password, ...more })
  phones.push(phone)
  return phone
}

describe('two baresip phones, one over UDP and one over TCP', () => {
  it('call each other and hear each other’s tone; hanging up ends the call on both', async () => {
    const hers = await baresip(alice, { transport: 'udp', toneHertz: 440, answers: 'by hand' })
    const his = await baresip(bob, { transport: 'tcp', toneHertz: 1_000, answers: 'by hand' })
    hers.dial(`sip:1002@${engine.host}`)
    const seen = await his.event('CALL_INCOMING')
    expect(seen.peeruri).toContain('sip:1001@')
    expect(seen.peerdisplayname ?? 'Alice').toBe('Alice')
    his.answer()
    await Promise.all([hers.event('CALL_ESTABLISHED'), his.event('CALL_ESTABLISHED')])
    await Promise.all([hers.hears(1_000), his.hears(440)])
    hers.hangUp()
    await his.event('CALL_CLOSED')
    await until('the call is over', () => engine.engine.calls(tenantId).length === 0)
  }, 60_000)

  it('the one called over UDP hangs up', async () => {
    const his = await baresip(bob, { transport: 'tcp', toneHertz: 1_000, answers: 'by hand' })
    const hers = await baresip(alice, { transport: 'udp', toneHertz: 440, answers: 'at once' })
    his.dial(`sip:1001@${engine.host}`)
    await Promise.all([hers.event('CALL_ESTABLISHED'), his.event('CALL_ESTABLISHED')])
    await Promise.all([hers.hears(1_000), his.hears(440)])
    hers.hangUp()
    await his.event('CALL_CLOSED')
  }, 60_000)
})

describe('a web phone and a baresip phone of the same user', () => {
  it('ring together; answering on the web phone gives 488 and the other goes on ringing', async () => {
    const desk = await baresip(bob, { transport: 'udp', toneHertz: 1_000, answers: 'by hand' })
    const web = await TestPhone.registered(engine, bob, { transport: 'ws' })
    const hers = await baresip(alice, { transport: 'tcp', toneHertz: 440, answers: 'by hand' })
    hers.dial(`sip:1002@${engine.host}`)
    const onWeb = await web.incoming()
    await desk.event('CALL_INCOMING')
    await onWeb.refuse(488)
    desk.answer()
    await Promise.all([hers.event('CALL_ESTABLISHED'), desk.event('CALL_ESTABLISHED')])
    await hers.hears(1_000)
    desk.hangUp()
    await hers.event('CALL_CLOSED')
    web.close()
  }, 60_000)

  it('tells the caller why when the web phone is the only one', async () => {
    const web = await TestPhone.registered(engine, bob, { transport: 'ws' })
    const hers = await baresip(alice, { transport: 'udp', toneHertz: 440, answers: 'by hand' })
    hers.dial(`sip:1002@${engine.host}`)
    await (await web.incoming()).refuse(488)
    expect((await hers.event('CALL_CLOSED')).param).toContain('488')
    web.close()
  }, 60_000)
})

describe.each(['udp', 'tcp'] as const)('sipp over %s', (transport) => {
  const target = () => `${engine.host}:${engine.port}`

  it('registers a hundred phones', async () => {
    const users = Array.from({ length: 100 }, () => engine.directory.add(tenantId))
    const lines = users.map((user) => [user.username, credentials(user), '300'])
    const run = await startSipp({
      scenario: 'register',
      target: target(),
      transport,
      lines,
      calls: 100,
      ratePerSecond: 100,
    })
    expectAll(await run.done, 100)
    const udpOnly = engine.engine.registrations(tenantId).length
    expect(transport === 'udp' ? udpOnly : 100).toBe(100)
  }, 60_000)

  it('calls a phone fifty times', async () => {
    const callers = Array.from({ length: 10 }, () => engine.directory.add(tenantId))
    // The callee answers where it registered, so it must be one port; with TCP callers this also crosses transports.
    const localPort = await freePort()
    const registering = {
      scenario: 'register',
      target: target(),
      transport: 'udp',
      ratePerSecond: 10,
      localPort,
    } as const
    const registered = await startSipp({ ...registering, calls: 1, lines: [[bob.username, credentials(bob), '300']] })
    expectAll(await registered.done, 1)
    const callee = await startSipp({ ...registering, scenario: 'callee', calls: 50, lines: [['unused']] })
    const lines = callers.map((user) => [user.username, credentials(user), '1002'])
    const caller = await startSipp({
      scenario: 'caller',
      target: target(),
      transport,
      lines,
      calls: 50,
      ratePerSecond: 50,
    })
    expectAll(await caller.done, 50)
    expectAll(await callee.done, 50)
    await until('all calls are over', () => engine.engine.calls(tenantId).length === 0)
    const outcomes = [...engine.directory.calls.values()].map((call) => call.outcome)
    expect(outcomes).toEqual(Array.from({ length: 50 }, () => 'answered'))
  }, 60_000)
})

function credentials({ username, password }: TestUser): string {
  return `[authentication username=${username} password=${password}]`
}

function expectAll(result: SippResult, calls: number): void {
  expect({ ...result, successful: result.successful, errors: result.errors }).toMatchObject({
    exitCode: 0,
    successful: calls,
    failed: 0,
  })
}
