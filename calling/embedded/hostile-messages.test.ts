import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { SipTransport } from '../engine.ts'
import type { TestUser } from '../testing/memory-directory.ts'
import { mutateMessage, seededRandom, seedMessages } from '../testing/mutate-message.ts'
import { openLink, type SipLink } from '../testing/sip-link.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { TestPhone } from '../testing/test-phone.ts'
import { parseMessage } from './sip/parse-message.ts'
import { writeMessage } from './sip/write-message.ts'

const transports: SipTransport[] = ['udp', 'tcp', 'ws']
const mutations = 400
let engine: TestEngine
let alice: TestUser

beforeAll(async () => {
  engine = await startTestEngine()
  alice = engine.directory.add(newId())
})
afterAll(async () => {
  await engine.stop()
  expect(engine.errors).toEqual([])
})

const request = (change: (text: string) => string) =>
  change(`OPTIONS sip:127.0.0.1 SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKhostile;rport
Max-Forwards: 70
From: <sip:a@127.0.0.1>;tag=1
To: <sip:127.0.0.1>
Call-ID: hostile
CSeq: 1 OPTIONS
Content-Length: 0`).replaceAll('\n', '\r\n')

describe('a request gets the answer that the RFC asks for', () => {
  it.each<[what: string, change: (text: string) => string, status: number]>([
    ['that is fine', (text) => text, 200],
    ['of an unknown scheme', (text) => text.replace('OPTIONS sip:127.0.0.1', 'OPTIONS soap.beep://x'), 416],
    ['in angle brackets', (text) => text.replace('sip:127.0.0.1 SIP', '<sip:127.0.0.1> SIP'), 400],
    [
      'with header fields in its URI',
      (text) => text.replace('sip:127.0.0.1 SIP', 'sip:127.0.0.1?Route=%3Cx%3E SIP'),
      400,
    ],
    ['of another version', (text) => text.replace('SIP/2.0\n', 'SIP/7.0\n'), 505],
    ['whose CSeq names another method', (text) => text.replace('1 OPTIONS', '1 INVITE'), 400],
    ['that requires the unknown', (text) => `${text}\nRequire: teleport\nProxy-Require: levitate`, 420],
    ['of an unknown method', (text) => text.replaceAll('OPTIONS', 'NEWMETHOD'), 501],
    ['that is not for a phone system', (text) => text.replaceAll('OPTIONS', 'PUBLISH'), 405],
    ['that has come too far', (text) => text.replaceAll('OPTIONS', 'MESSAGE').replace('70', '0'), 483],
    ['with an unreadable hop count', (text) => text.replace('70', '300'), 400],
    ['within no call', (text) => text.replaceAll('OPTIONS', 'BYE'), 481],
    ['to cancel nothing', (text) => text.replaceAll('OPTIONS', 'CANCEL'), 481],
    ['in a call that is not here', (text) => text.replace('To: <sip:127.0.0.1>', 'To: <sip:127.0.0.1>;tag=9'), 481],
  ])('%s', async (_what, change, status) => {
    expect(await answerTo(Buffer.from(`${request(change)}\r\n\r\n`))).toBe(status)
  })

  it('twice on two ways: the second is merged (RFC 3261 §8.2.2.2)', async () => {
    const phone = await TestPhone.open(engine, alice)
    const parts = phone.registerParts([['authorization', 'Digest realm="elsewhere"']])
    phone.send(parts)
    expect((await phone.finalOf(parts.callId, '1 REGISTER')).status).toBe(401)
    phone.send(parts)
    expect((await phone.finalOf(parts.callId, '1 REGISTER')).status).toBe(482)
    phone.close()
  })

  it('that went round in a circle (RFC 3261 §16.3)', async () => {
    const tenantId = newId()
    const caller = engine.directory.add(tenantId, { extension: '1' })
    const looping = engine.directory.add(tenantId, { extension: '2' })
    const phone = await TestPhone.open(engine, looping)
    // A phone whose Contact is the server itself, reached over its own flow: it sends all back.
    await phone.register([['contact', `<sip:2@${engine.host}:${engine.port}>`]])
    const hers = await TestPhone.registered(engine, caller)
    const call = await hers.call('2')
    const { invite } = await phone.incoming()
    const { headers, body } = invite
    headers.prepend('via', 'SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKcircle;rport')
    phone.sendRaw(writeMessage({ kind: 'request', method: 'INVITE', uri: invite.uri, headers, body }))
    const answer = await phone.finalOf(headers.get('call-id') ?? '', headers.get('cseq') ?? '')
    expect(answer.status).toBe(482)
    await call.cancel()
    phone.close()
    hers.close()
  })
})

/** The status that a raw message gets over UDP; null when it gets none before an OPTIONS that is sent after it. */
async function answerTo(data: Buffer): Promise<number | null> {
  const link = await openLink(engine, 'udp')
  const statuses = new Promise<number | null>((resolve) => {
    link.onData = (answer) => {
      const message = parseMessage(answer)?.message
      if (message?.kind === 'response') resolve(message.headers.get('call-id') === 'marker' ? null : message.status)
    }
  })
  link.send(data)
  link.send(Buffer.from(`${request((text) => text.replaceAll('hostile', 'marker'))}\r\n\r\n`))
  const status = await statuses
  link.close()
  return status
}

const tortureFolder = fileURLToPath(new URL('../../../shared/data/sip-torture/', import.meta.url))
/** What an engine without knowledge of the sender answers; whatever is not named is an INVITE that must sign in. */
const outcomes: Record<string, number | null> = {
  // It carries a To tag, of a call that is not here.
  wsinv: 481,
  intmeth: 501,
  esc02: 501,
  unreason: null,
  noreason: null,
  bigcode: null,
  scalarlg: null,
  bcast: null,
  escnull: 401,
  dblreq: 401,
  regaut01: 401,
  cparam01: 401,
  cparam02: 401,
  regescrt: 401,
  lwsdisp: 200,
  semiuri: 200,
  transports: 200,
  badbranch: 200,
  zeromf: 200,
  badinv01: 400,
  clerr: 400,
  ncl: 400,
  scalar02: 400,
  quotbal: 400,
  ltgtruri: 400,
  lwsruri: 400,
  lwsstart: 400,
  trws: 400,
  escruri: 400,
  regbadct: 400,
  badaspec: 400,
  baddn: 400,
  mismatch01: 400,
  mismatch02: 400,
  insuf: 400,
  unksm2: 400,
  multi01: 400,
  mcl01: 400,
  badvers: 505,
  unkscm: 416,
  novelsc: 416,
  bext01: 420,
  mpart01: 405,
}

it.each(tortureFiles())('answers %s as RFC 4475 asks', async (file) => {
  const expected = outcomes[file.replace('.dat', '')]
  expect(await answerTo(readFileSync(`${tortureFolder}${file}`))).toBe(expected === undefined ? 407 : expected)
})

function tortureFiles(): string[] {
  try {
    return readdirSync(tortureFolder).filter((name) => name.endsWith('.dat'))
  } catch {
    return []
  }
}

describe.each(transports)('broken messages over %s', (transport) => {
  it('harm nobody: a phone still registers', async () => {
    const random = seededRandom(4475)
    let link = await openLink(engine, transport)
    for (let count = 0; count < mutations; count++) {
      const seed = seedMessages[count % seedMessages.length] ?? ''
      if (isClosed(link)) link = await openLink(engine, transport)
      link.send(mutateMessage(seed, random))
    }
    const phone = await TestPhone.registered(engine, alice, { transport })
    expect((await phone.unregister()).status).toBe(200)
    phone.close()
    link.close()
  })
})

const closedLinks = new WeakSet<SipLink>()

/** The engine hangs up on streams that it cannot read on. */
function isClosed(link: SipLink): boolean {
  link.onClose = () => closedLinks.add(link)
  return closedLinks.has(link)
}
