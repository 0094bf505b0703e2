import JsSIP from 'jssip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { newId } from '../../contract/ids.ts'
import { until } from './message-queue.ts'
import { startTestEngine, type TestEngine } from './test-engine.ts'

const tenantId = newId()
let engine: TestEngine

beforeAll(async () => {
  // The browser's own, for a library that expects a browser.
  Object.assign(globalThis, { WebSocket })
  engine = await startTestEngine()
})
afterAll(async () => {
  await engine.stop()
  expect(engine.errors).toEqual([])
})

describe('JsSIP, the library of the web phone', () => {
  it('registers, and its registration ends with the connection', async () => {
    const user = engine.directory.add(tenantId)
    const phone = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(engine.webSocketUrl)],
      uri: `sip:${user.username}@127.0.0.1`,
      password: user.password,
      register_expires: 300,
    })
    const registered = new Promise((resolve, reject) => {
      phone.on('registered', resolve)
      phone.on('registrationFailed', reject)
    })
    phone.start()
    await registered
    expect(engine.engine.registrations(tenantId)).toMatchObject([{ transport: 'ws', userId: user.userId }])
    phone.stop()
    await until('it is gone', () => engine.engine.registrations(tenantId).length === 0)
  })
})
