import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { lookup } from 'node:dns'
import { isIP, isIPv6 } from 'node:net'
import type { Flow, FlowReceiver } from './flow.ts'

const receiveBufferBytes = 4 * 1024 * 1024

/** SIP over UDP (RFC 3261 §18): one socket; each source address is a flow. */
export class UdpTransport {
  private readonly socket: Socket
  private readonly receiver: FlowReceiver

  constructor(host: string, receiver: FlowReceiver) {
    this.socket = createSocket({
      type: isIPv6(host) ? 'udp6' : 'udp4',
      recvBufferSize: receiveBufferBytes,
      // Addresses need no look-up, and without one a datagram leaves at once.
      lookup: (name, options, done) => (isIP(name) ? done(null, name, isIP(name)) : lookup(name, options, done)),
    })
    this.receiver = receiver
  }

  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.socket.once('error', reject)
      this.socket.bind({ port, address: host, exclusive: true }, () => {
        this.socket.off('error', reject)
        // An ICMP error of one far end must not end the socket.
        this.socket.on('error', () => {})
        this.socket.on('message', (data, from) => this.received(data, from))
        resolve(this.socket.address().port)
      })
    })
  }

  private received(data: Buffer, from: RemoteInfo): void {
    // Keepalives: CRLF (RFC 5626 §3.5.1 as phones do it on UDP) and zero bytes.
    if (data.length < 16) return
    this.receiver.received(data, this.flowTo(from.address, from.port))
  }

  flowTo(address: string, port: number): Flow {
    return new UdpFlow(this.socket, address, port)
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      try {
        this.socket.close(() => resolve())
      } catch {
        resolve()
      }
    })
  }
}

class UdpFlow implements Flow {
  readonly transport = 'udp'
  readonly isReliable = false
  readonly isOpen = true
  readonly address: string
  readonly port: number
  private readonly socket: Socket

  constructor(socket: Socket, address: string, port: number) {
    this.socket = socket
    this.address = address
    this.port = port
  }

  get id(): string {
    return `u${this.address}:${this.port}`
  }

  send(data: Buffer): void {
    try {
      // Loss is the retransmission's business, so errors of single datagrams are too.
      this.socket.send(data, this.port, this.address, ignoreError)
    } catch {
      // The socket is closed: we are stopping.
    }
  }
}

function ignoreError(): void {}
