import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedEngine } from '../../calling/embedded/embedded-engine.ts'
import type { CallingEngine } from '../../calling/engine.ts'
import { freePort } from '../../calling/testing/free-port.ts'
import { until } from '../../calling/testing/message-queue.ts'
import { type SippRun, startSipp } from '../../calling/testing/sipp.ts'
import type { EngineAddress } from '../../calling/testing/test-engine.ts'
import { TestPhone } from '../../calling/testing/test-phone.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { DeviceCredential } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Destination, ServicesSpec } from '../../contract/services-spec.ts'
import { callingDirectory } from '../../server/calling/directory.ts'
import { followChanges } from '../../server/calling/follow-changes.ts'
import { previewCall } from '../../server/calling/preview-call.ts'
import { listCalls } from '../../server/calls/list-calls.ts'
import { searchDirectory } from '../../server/phone/search-directory.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

// From the request that saves a setting to the phone that rings: the whole house, with the engine on real sockets.

const at = apiOfThisFile()
const phones: TestPhone[] = []
let engine: CallingEngine
let address: EngineAddress
let unfollow: () => void
let company: ApiCompany

interface Person {
  readonly id: Id
  readonly extension: string
  readonly device: DeviceCredential
}

beforeAll(async () => {
  const house = at.house
  engine = createEmbeddedEngine({
    host: '127.0.0.1',
    port: 0,
    realm: house.realm,
    keys: { nonce: randomBytes(32), flow: randomBytes(32) },
    directory: callingDirectory(house),
    log: house.log,
  })
  await engine.start()
  unfollow = followChanges(house.events, engine)
  address = { host: '127.0.0.1', port: engine.health().sipPort, webSocketUrl: '' }
  company = await at.company({ country: 'GB', licenses: { Standard: 100 }, numbers: '+442079460010\n+442079460011' })
})
afterEach(() => {
  for (const phone of phones.splice(0)) phone.close()
})
afterAll(async () => {
  unfollow()
  await engine.stop()
  expect(at.house.errors).toEqual([])
})

let count = 0

async function person(firstName: string, services: ServicesSpec = {}, more = {}): Promise<Person> {
  const extension = String(1200 + count++)
  const spec = { firstName, lastName: 'Ortiz', email: `p${extension}@acme.example`, site: 'HQ', license: 'Standard' }
  const { user } = await company.api.createUser({ ...spec, extension, devices: ['desk'], services, ...more })
  const device = await company.api.call(endpoints.addDevice, { params: { id: user.id }, body: { label: 'desk' } })
  return { id: user.id, extension, device }
}

async function phoneOf({ device }: Person): Promise<TestPhone> {
  const phone = await TestPhone.registered(address, device)
  phones.push(phone)
  return phone
}

const set = (who: Person, services: ServicesSpec) => company.api.updateUser(who.id, { services })

function to(...people: Person[]): Destination {
  return {
    kind: 'ring',
    order: 'inTurn',
    secondsEach: 20,
    targets: people.map(({ id }) => ({ kind: 'user', userId: id })),
  }
}

/** Lets a phone ring and turns the call away: enough to know who was rung, and as whom the caller was shown. */
async function ringing(caller: TestPhone, dialed: string, callee: TestPhone): Promise<string> {
  const outgoing = await caller.call(dialed)
  const incoming = await callee.incoming()
  await Promise.all([incoming.refuse(486), outgoing.final()])
  return incoming.shownCaller
}

async function refusal(caller: TestPhone, dialed: string): Promise<string> {
  const { status, phrase } = await (await caller.call(dialed)).final()
  return `${status} ${phrase}`
}

describe('a setting that an administrator saves', () => {
  it('holds for the next call, and no longer once it is taken back', async () => {
    const [alice, bob, carol] = [await person('Alice'), await person('Bob'), await person('Carol')]
    const [hers, his, other] = [await phoneOf(alice), await phoneOf(bob), await phoneOf(carol)]
    expect(await ringing(hers, bob.extension, his)).toBe(`Alice Ortiz <${alice.extension}>`)
    const { changeSetId } = await set(bob, { forwarding: { always: to(carol) } })
    await ringing(hers, bob.extension, other)
    await company.api.undo(changeSetId)
    await ringing(hers, bob.extension, his)
    await set(alice, { calling: { plan: 'emergencyOnly' } })
    expect(await refusal(hers, '020-7946-0000')).toBe('403 Emergency Calls Only')
    await set(alice, { calling: { plan: 'domestic' } })
    expect(await refusal(hers, '020-7946-0000')).toBe('403 No Trunk')
  })

  it('passes over a target as soon as that person is suspended, and rings them again afterwards', async () => {
    const [alice, bob, carol, dave] = [
      await person('Alice'),
      await person('Bob'),
      await person('Carol'),
      await person('Dave'),
    ]
    await set(bob, { forwarding: { unreachable: to(carol, dave) } })
    const [hers, carols, daves] = [await phoneOf(alice), await phoneOf(carol), await phoneOf(dave)]
    await ringingAndOn(hers, bob.extension, carols, daves)
    await company.api.updateUser(carol.id, { state: 'suspended' })
    await ringing(hers, bob.extension, daves)
    await company.api.updateUser(carol.id, { state: 'active' })
    await ringingAndOn(hers, bob.extension, await phoneOf(carol), daves)
  })

  /** The first declines, the second is rung after. */
  async function ringingAndOn(caller: TestPhone, dialed: string, first: TestPhone, second: TestPhone): Promise<void> {
    const outgoing = await caller.call(dialed)
    await (await first.incoming()).refuse(486)
    await Promise.all([(await second.incoming()).refuse(486), outgoing.final()])
  }

  it('rings inside when the company’s own number is dialed or forwarded to, in any form', async () => {
    const [alice, bob, carol] = [
      await person('Alice'),
      await person('Bob', {}, { numbers: ['+442079460010'] }),
      await person('Carol'),
    ]
    const [hers, his] = [await phoneOf(alice), await phoneOf(bob)]
    for (const dialed of ['+442079460010', '02079460010', '00442079460010']) await ringing(hers, dialed, his)
    await set(carol, {
      forwarding: {
        always: {
          kind: 'ring',
          order: 'inTurn',
          secondsEach: 20,
          targets: [{ kind: 'number', number: '+442079460010' }],
        },
      },
    })
    await ringing(hers, carol.extension, his)
    expect(await refusal(hers, '+442079460011')).toBe('404 Not Found')
  })

  it('hides a caller on the phone and in the list of the one called, not from the administrator', async () => {
    const [alice, bob] = [await person('Alice', { callerId: { isBlocked: true } }), await person('Bob')]
    expect(await ringing(await phoneOf(alice), bob.extension, await phoneOf(bob))).toBe('Anonymous <anonymous>')
    const callersOf = async (isOwn: boolean) => {
      const { items } = await listCalls({ ...company.ctx, house: at.house }, { limit: 5, userId: bob.id, isOwn })
      return items.map(({ caller, outcome }) => `${caller.name} ${caller.number} ${outcome}`)
    }
    const administrators = [`Alice Ortiz ${alice.extension} busy`]
    await until('the record is written', () => engine.calls(company.tenantId).length === 0)
    await expect.poll(() => callersOf(false)).toEqual(administrators)
    expect(await callersOf(true)).toEqual(['Anonymous  busy'])
  })
})

describe('the preview', () => {
  it('says who will be rung, and they are', async () => {
    const [alice, bob, carol] = [await person('Alice'), await person('Bob'), await person('Carol')]
    await set(bob, { forwarding: { unreachable: to(carol) } })
    const [hers, others] = [await phoneOf(alice), await phoneOf(carol)]
    const ctx = { ...company.ctx, house: { ...at.house, calling: engine } }
    const asked = { caller: { kind: 'user' as const, userId: alice.id }, dialed: null, at: null, isOnCall: 0 }
    const shown = await previewCall(ctx, bob.id, asked)
    expect(shown.steps.filter(({ kind, isTaken }) => kind === 'ring' && isTaken)).toMatchObject([
      { sentence: 'Rings the SIP phone of Carol Ortiz for 20 s', detail: '1 registered now', userId: carol.id },
    ])
    expect(shown.outcome.kind).toBe('rings')
    await ringing(hers, bob.extension, others)
  })
})

describe('the directory of the phone', () => {
  it('shows who is listed, and those of the own site to who sees only these', async () => {
    const address = { line1: '1 Main Street', line2: '', city: 'Leeds', state: '', postalCode: '', country: 'GB' }
    const leeds = await company.api.call(endpoints.createSite, {
      body: {
        name: 'Leeds',
        country: 'GB',
        language: 'en-GB',
        timeZone: 'Europe/London',
        address,
        extensions: { from: '3000', to: '3999' },
      },
    })
    const [zoe, near, hidden] = [
      await person('Zoe'),
      await person('Zoltan'),
      await person('Zora', { directory: { isListed: false } }),
    ]
    const far = await person('Zuri', {}, { site: 'Leeds', extension: '3001' })
    const seen = async () => {
      const ctx = { ...company.ctx, house: at.house, userId: zoe.id }
      return (await searchDirectory(ctx, { limit: 50, query: 'Z' })).items.map(({ userId }) => userId)
    }
    expect(leeds).toBeDefined()
    expect(await seen()).toEqual([near.id, far.id])
    await set(zoe, { directory: { sees: 'site' } })
    expect(await seen()).toEqual([near.id])
    await set(hidden, { directory: { isListed: true } })
    expect(await seen()).toEqual([near.id, hidden.id])
  })

  it('has no say in where calls may be forwarded to', async () => {
    const shy = await person('Yvonne', { directory: { isListed: false } })
    const narrow = await person('Yann', { directory: { sees: 'site' }, forwarding: { always: to(shy) } })
    const [caller, rung] = [await phoneOf(await person('Yara')), await phoneOf(shy)]
    await ringing(caller, narrow.extension, rung)
  })
})

describe.each(['udp', 'tcp'] as const)('sipp over %s', (transport) => {
  const line = ({ device }: Person, dialed: string) => [device.username, credentials(device), dialed]

  async function run(more: Pick<SippRun, 'scenario' | 'lines' | 'calls'> & Partial<SippRun>) {
    return startSipp({ target: `127.0.0.1:${address.port}`, transport: 'udp', ratePerSecond: 20, ...more })
  }

  /** A sipp that registers as somebody and then plays a scenario on what rings there. */
  async function playing(who: Person, scenario: 'callee' | 'busy', calls: number) {
    const localPort = await freePort()
    const registered = await run({ scenario: 'register', calls: 1, localPort, lines: [line(who, '300')] })
    expect(await registered.done).toMatchObject({ successful: 1, failed: 0 })
    return run({ scenario, calls, localPort, lines: [['unused']] })
  }

  it('reaches Carol twenty times because Bob is busy, and each call is recorded as hers', async () => {
    const [alice, bob, carol] = [await person('Alice'), await person('Bob'), await person('Carol')]
    await set(bob, { forwarding: { busy: to(carol) } })
    const [busy, answering] = [await playing(bob, 'busy', 20), await playing(carol, 'callee', 20)]
    const calling = await run({ scenario: 'caller', transport, calls: 20, lines: [line(alice, bob.extension)] })
    for (const one of [calling, busy, answering]) expect(await one.done).toMatchObject({ successful: 20, failed: 0 })
    const answered = async () => {
      const { items } = await company.api.call(endpoints.listCalls, { query: { userId: carol.id, limit: '50' } })
      return items.filter(
        ({ callee, dialed, outcome }) =>
          callee.userId === carol.id && dialed === bob.extension && outcome === 'answered',
      ).length
    }
    await expect.poll(answered).toBe(20)
  }, 60_000)

  it('is told by phrase and sentence why Germany cannot be called', async () => {
    const alice = await person('Alice', { calling: { plan: 'domestic' } })
    const calling = await run({ scenario: 'refused', transport, calls: 5, lines: [line(alice, '+4915112345678')] })
    expect(await calling.done).toMatchObject({ successful: 5, failed: 0 })
  }, 60_000)
})

function credentials({ username, password }: DeviceCredential): string {
  return `[authentication username=${username} password=${password}]`
}
