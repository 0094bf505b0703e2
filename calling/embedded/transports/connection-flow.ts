import type { SipTransport } from '../../engine.ts'
import type { Flow } from './flow.ts'

let connections = 0

/** A far end that does not read is cut off before it fills our memory. */
export const maximumUnsentBytes = 1024 * 1024

/** One TCP or WebSocket connection as a flow. */
export class ConnectionFlow implements Flow {
  readonly id: string
  readonly isReliable = true
  readonly transport: SipTransport
  readonly address: string
  readonly port: number
  isOpen = true
  private readonly write: (data: Buffer) => void

  constructor(transport: SipTransport, address: string, port: number, write: (data: Buffer) => void) {
    this.id = `${transport[0]}${++connections}`
    this.transport = transport
    this.address = address
    this.port = port
    this.write = write
  }

  send(data: Buffer): void {
    if (this.isOpen) this.write(data)
  }
}

/** IPv4 addresses as such also where the socket speaks IPv6. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '')
}
