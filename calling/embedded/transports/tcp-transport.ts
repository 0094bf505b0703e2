import { connect, createServer, type Server, type Socket } from 'node:net'
import { ConnectionFlow, maximumUnsentBytes, plainAddress } from './connection-flow.ts'
import type { Flow, FlowReceiver } from './flow.ts'
import { StreamFraming } from './stream-framing.ts'

const maximumConnections = 20_000
/** Longer than any registration we grant: whoever says nothing for so long has gone. */
const idleMs = 3_700_000
const connectTimeoutMs = 5_000
/** Whoever connects has something to say. */
const firstMessageMs = 30_000
const pong = Buffer.from('\r\n')

/** SIP over TCP: accepts connections and opens them where a far end has none open. */
export class TcpTransport {
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private readonly opened = new Map<string, Flow>()
  private readonly receiver: FlowReceiver

  constructor(receiver: FlowReceiver) {
    this.receiver = receiver
    this.server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 }, (socket) =>
      this.carry(socket, plainAddress(socket.remoteAddress), socket.remotePort ?? 0),
    )
    this.server.maxConnections = maximumConnections
  }

  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen({ host, port, exclusive: true, backlog: 1024 }, () => {
        this.server.off('error', reject)
        this.server.on('error', () => {})
        const address = this.server.address()
        resolve(typeof address === 'object' && address ? address.port : port)
      })
    })
  }

  /** The connection to a far end, opened now if there is none; what is sent before it stands waits in its buffer. */
  flowTo(address: string, port: number): Flow {
    const key = `${address}:${port}`
    const open = this.opened.get(key)
    if (open?.isOpen) return open
    const socket = connect({ host: address, port, noDelay: true, keepAlive: true, timeout: connectTimeoutMs })
    const flow = this.carry(socket, address, port)
    this.opened.set(key, flow)
    socket.once('connect', () => socket.setTimeout(idleMs))
    socket.once('close', () => this.opened.delete(key))
    return flow
  }

  private carry(socket: Socket, address: string, port: number): Flow {
    const framing = new StreamFraming()
    const flow = new ConnectionFlow('tcp', address, port, (data) => {
      if (socket.writableLength > maximumUnsentBytes) socket.destroy()
      else socket.write(data)
    })
    this.sockets.add(socket)
    if (!socket.connecting) socket.setTimeout(firstMessageMs)
    socket.on('timeout', () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => this.read(data, framing, flow, socket))
    socket.on('close', () => {
      flow.isOpen = false
      this.sockets.delete(socket)
      this.receiver.closed(flow)
    })
    return flow
  }

  private read(data: Buffer, framing: StreamFraming, flow: Flow, socket: Socket): void {
    for (const frame of framing.push(data)) {
      if (frame.kind === 'ping') flow.send(pong)
      else if (frame.kind === 'message') {
        if (socket.timeout !== idleMs) socket.setTimeout(idleMs)
        this.receiver.received(frame.data, flow)
      } else {
        this.receiver.broken(frame.data, flow)
        socket.destroySoon()
      }
    }
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    return new Promise((resolve) => {
      if (this.server.listening) this.server.close(() => resolve())
      else resolve()
    })
  }
}
