import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { newId } from '../../contract/ids.ts'
import { PortTakenError } from '../engine.ts'
import { MemoryDirectory } from '../testing/memory-directory.ts'
import { until } from '../testing/message-queue.ts'
import { startTestEngine } from '../testing/test-engine.ts'
import { TestPhone } from '../testing/test-phone.ts'

const tenantId = newId()

describe('the engine', () => {
  it('says where it listens, and nothing of the kind when it is stopped', async () => {
    const { engine, port, stop } = await startTestEngine()
    expect(engine.health()).toEqual({
      isListening: true,
      sipAddress: '127.0.0.1',
      sipPort: port,
      registrations: 0,
      calls: 0,
    })
    await stop()
    expect(engine.health().isListening).toBe(false)
  })

  it('refuses a port that another program has, by name', async () => {
    const first = await startTestEngine()
    await expect(startTestEngine({ port: first.port })).rejects.toThrow(PortTakenError)
    await first.stop()
  })

  it('does not start, and leaves no port open, when registrations cannot be read', async () => {
    const { port, stop } = await startTestEngine()
    await stop()
    const directory = new MemoryDirectory()
    directory.loadRegistrations = () => Promise.reject(new Error('no database'))
    await expect(startTestEngine({ directory, port })).rejects.toThrow('no database')
    const again = await startTestEngine({ port })
    await again.stop()
  })

  it('turns new requests away with 503 when it is full', async () => {
    const engine = await startTestEngine({ maximumOpenTransactions: 0 })
    const phone = await TestPhone.open(engine, engine.directory.add(tenantId))
    const answer = await phone.register()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    phone.close()
    await engine.stop()
  })

  it('goes on when a listener throws', async () => {
    const engine = await startTestEngine()
    const seen: string[] = []
    engine.engine.onEvent(() => {
      throw new Error('a bad listener')
    })
    const forget = engine.engine.onEvent((event) => seen.push(event.kind))
    const phone = await TestPhone.registered(engine, engine.directory.add(tenantId))
    expect(seen).toEqual(['registration'])
    forget()
    await phone.unregister()
    expect(seen).toEqual(['registration'])
    phone.close()
    await engine.stop()
  })

  it('answers a caller in words when the directory is out of order', async () => {
    const engine = await startTestEngine()
    const phone = await TestPhone.registered(engine, engine.directory.add(tenantId))
    engine.directory.situation = () => Promise.reject(new Error('no database'))
    const answer = await (await phone.call('1002')).final()
    expect(answer.status).toBe(500)
    expect(answer.headers.get('reason')).toContain('could not look up this call')
    phone.close()
    await engine.stop()
  })

  it('writes registrations again when the directory could not take them', async () => {
    const engine = await startTestEngine()
    const save = engine.directory.saveRegistrations.bind(engine.directory)
    let failures = 1
    engine.directory.saveRegistrations = (kept, gone) =>
      failures-- > 0 ? Promise.reject(new Error('no database')) : save(kept, gone)
    const phone = await TestPhone.registered(engine, engine.directory.add(tenantId))
    await until('the registration is stored', () => engine.directory.registrations.size === 1)
    phone.close()
    await engine.stop()
  })
})

describe('a restart in the middle of a call', () => {
  it('ends what only rings: the caller hears why, the phone stops', async () => {
    const engine = await startTestEngine()
    const hers = await TestPhone.registered(engine, engine.directory.add(tenantId, { extension: '1' }))
    const his = await TestPhone.registered(engine, engine.directory.add(tenantId, { extension: '2' }))
    const outgoing = await hers.call('2')
    const incoming = await his.incoming()
    incoming.ring()
    await outgoing.provisional(180)
    const stopped = engine.stop()
    expect((await outgoing.final()).headers.get('reason')).toContain('The phone system is restarting.')
    await incoming.next('CANCEL')
    await stopped
    expect([...engine.directory.calls.values()]).toMatchObject([{ outcome: 'interrupted' }])
    hers.close()
    his.close()
  })

  it('leaves the call its route: UDP phones can still hang up', async () => {
    const keys = { nonce: randomBytes(32), flow: randomBytes(32) }
    const directory = new MemoryDirectory()
    const alice = directory.add(tenantId, { extension: '1' })
    const bob = directory.add(tenantId, { extension: '2' })
    const first = await startTestEngine({ directory, keys })
    const hers = await TestPhone.registered(first, alice)
    const his = await TestPhone.registered(first, bob)
    const outgoing = await hers.call('2')
    const incoming = await his.incoming()
    const acknowledged = incoming.pickUp()
    await outgoing.connected()
    await acknowledged
    await first.stop()
    const second = await startTestEngine({ directory, keys, port: first.port })
    const agreed = outgoing.hungUp()
    expect((await incoming.hangUp()).status).toBe(200)
    await agreed
    await second.stop()
    hers.close()
    his.close()
  })
})

describe('a connection', () => {
  it('over WebSocket needs the subprotocol sip (RFC 7118)', async () => {
    const engine = await startTestEngine()
    const socket = new WebSocket(engine.webSocketUrl)
    const [error] = await once(socket, 'error')
    expect(String(error)).toContain('400')
    const right = new WebSocket(engine.webSocketUrl, ['xmpp', 'sip'])
    await once(right, 'open')
    expect(right.protocol).toBe('sip')
    right.terminate()
    await engine.stop()
  })

  it('over TCP gets a pong for its ping (RFC 5626 §4.4.1)', async () => {
    const engine = await startTestEngine()
    const socket = connect(engine.port, engine.host)
    socket.write('\r\n\r\n')
    const [pong] = await once(socket, 'data')
    expect(String(pong)).toBe('\r\n')
    socket.destroy()
    await engine.stop()
  })

  it('over TCP that cannot be read on gets 400 and is closed', async () => {
    const engine = await startTestEngine()
    const socket = connect(engine.port, engine.host)
    const lines = [
      'OPTIONS sip:x SIP/2.0',
      'Via: SIP/2.0/TCP x;branch=z9hG4bK1',
      'From: <sip:a@b>;tag=1',
      'To: <sip:x>',
    ]
    socket.write(`${[...lines, 'Call-ID: 1', 'CSeq: 1 OPTIONS'].join('\r\n')}\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^SIP\/2\.0 400 .*\r\n/)
    await once(socket, 'close')
    await engine.stop()
  })
})
