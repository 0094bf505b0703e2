import { describe, expect, it } from 'vitest'
import { until } from '../../testing/message-queue.ts'
import type { Flow } from './flow.ts'
import { TcpTransport } from './tcp-transport.ts'

const message = Buffer.from('OPTIONS sip:x SIP/2.0\r\nContent-Length: 0\r\n\r\n')

/** One end of a connection, with what it has seen. */
function end() {
  const received: [text: string, flow: Flow][] = []
  const closed: string[] = []
  const transport = new TcpTransport({
    received: (data, flow) => received.push([data.toString(), flow]),
    broken: () => {},
    closed: (flow) => closed.push(flow.id),
  })
  return { received, closed, transport }
}

describe('TCP', () => {
  it('connects to a far end once, sends what waited for the connection, and gets answers over it', async () => {
    const [far, near] = [end(), end()]
    const port = await far.transport.listen('127.0.0.1', 0)
    const flow = near.transport.flowTo('127.0.0.1', port)
    flow.send(message)
    expect(near.transport.flowTo('127.0.0.1', port)).toBe(flow)
    await until('it arrives', () => far.received.length === 1)
    far.received[0]?.[1].send(message)
    await until('the answer arrives', () => near.received.length === 1)
    expect(near.received[0]?.[1]).toBe(flow)
    await far.transport.close()
    await until('the end is noticed', () => near.closed.includes(flow.id))
    expect(flow.isOpen).toBe(false)
    await near.transport.close()
  })

  it('reports a far end that cannot be reached as a closed flow', async () => {
    const [gone, near] = [end(), end()]
    const port = await gone.transport.listen('127.0.0.1', 0)
    await gone.transport.close()
    const flow = near.transport.flowTo('127.0.0.1', port)
    await until('the refusal is noticed', () => near.closed.includes(flow.id))
    expect(flow.isOpen).toBe(false)
    await near.transport.close()
  })
})
