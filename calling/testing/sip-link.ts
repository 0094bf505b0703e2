import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { StreamFraming } from '../embedded/transports/stream-framing.ts'
import type { SipTransport } from '../engine.ts'
import type { EngineAddress } from './test-engine.ts'

/** A real socket to the engine, of any transport. */
export interface SipLink {
  readonly transport: SipTransport
  readonly localPort: number
  /** Set by whoever reads. */
  onData: (data: Buffer) => void
  onClose: () => void
  send(data: Buffer): void
  close(): void
}

export function openLink(engine: EngineAddress, transport: SipTransport): Promise<SipLink> {
  if (transport === 'udp') return openUdp(engine)
  return transport === 'tcp' ? openTcp(engine) : openWebSocket(engine)
}

async function openUdp(engine: EngineAddress): Promise<SipLink> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const link: SipLink = {
    transport: 'udp',
    localPort: socket.address().port,
    onData: ignore,
    onClose: ignore,
    send: (data) => socket.send(data, engine.port, engine.host),
    close: () => socket.close(),
  }
  socket.on('message', (data) => link.onData(data))
  socket.on('close', () => link.onClose())
  return link
}

async function openTcp(engine: EngineAddress): Promise<SipLink> {
  const socket = connect({ host: engine.host, port: engine.port, noDelay: true })
  await once(socket, 'connect')
  const framing = new StreamFraming()
  const link: SipLink = {
    transport: 'tcp',
    localPort: socket.localPort ?? 0,
    onData: ignore,
    onClose: ignore,
    send: (data) => socket.write(data),
    close: () => socket.destroy(),
  }
  socket.on('data', (data) => {
    for (const frame of framing.push(data)) if (frame.kind === 'message') link.onData(frame.data)
  })
  socket.on('error', ignore)
  socket.on('close', () => link.onClose())
  return link
}

async function openWebSocket(engine: EngineAddress): Promise<SipLink> {
  const socket = new WebSocket(engine.webSocketUrl, 'sip')
  await once(socket, 'open')
  const link: SipLink = {
    transport: 'ws',
    localPort: 0,
    onData: ignore,
    onClose: ignore,
    send: (data) => socket.send(data, { binary: false }),
    close: () => socket.terminate(),
  }
  socket.on('message', (data) => link.onData(Buffer.isBuffer(data) ? data : Buffer.alloc(0)))
  socket.on('error', ignore)
  socket.on('close', () => link.onClose())
  return link
}

function ignore(): void {}
