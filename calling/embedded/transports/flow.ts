import type { SipTransport } from '../../engine.ts'

/**
 * A way to reach one far end (RFC 5626 §2): a UDP address pair, or one TCP or WebSocket connection.
 * A device is reached through the flow that it opened, whatever its Contact says.
 */
export interface Flow {
  /** Names the flow within this run of the server; equal ids reach the same far end. */
  readonly id: string
  readonly transport: SipTransport
  readonly address: string
  readonly port: number
  /** TCP and WebSocket deliver or break; UDP needs retransmissions. */
  readonly isReliable: boolean
  readonly isOpen: boolean
  send(data: Buffer): void
}

/** What transports hand up. */
export interface FlowReceiver {
  /** One framed message arrived. */
  received(data: Buffer, flow: Flow): void
  /** A stream can be read no further; `data` is what it ended with. */
  broken(data: Buffer, flow: Flow): void
  /** A connection has closed: what was registered over it is gone. */
  closed(flow: Flow): void
}
