import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Id, newId } from '../../contract/ids.ts'
import type { CallAttempt, CallPlan, CallSituation } from '../decide/call-plan.ts'
import { decide } from '../decide/decide.ts'
import type { CallingDirectory, CallingEngine, CallingEvent, EngineHealth, LiveCall, Registration } from '../engine.ts'
import type { EngineLog } from './engine-log.ts'
import { RunningEngine } from './running-engine.ts'

export interface EmbeddedEngineOptions {
  /** Address to listen on, for UDP and TCP. */
  readonly host: string
  /** One port for both; 0 takes any that is free. */
  readonly port: number
  /** The digest realm: one constant of the installation, stored at its first start. */
  readonly realm: string
  /** Secrets of at least 32 bytes that survive restarts: phones then need no new challenge and calls keep their route. */
  readonly keys: { readonly nonce: Buffer; readonly flow: Buffer }
  readonly directory: CallingDirectory
  readonly log: EngineLog
  /** What Via and Record-Route name, where phones cannot reach `host` as it is. */
  readonly publicAddress?: string
  readonly newId?: () => Id
  /** Another decision than the usual one, for tests of the engine alone. */
  readonly decide?: (attempt: CallAttempt, situation: CallSituation, now: Date) => CallPlan
  /** Open requests beyond which new ones are turned away with 503. */
  readonly maximumOpenTransactions?: number
  /** How long a phone whose connection broke may take to come back (sleep, change of network) before its calls end. */
  readonly reconnectGraceMs?: number
}

/** The calling engine of this process: registrar and stateful proxy (RFC 3261) over UDP, TCP and WebSocket. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): CallingEngine {
  return new EmbeddedEngine(options)
}

class EmbeddedEngine implements CallingEngine {
  private readonly options: EmbeddedEngineOptions
  private readonly listeners = new Set<(event: CallingEvent) => void>()
  private running: RunningEngine | null = null

  constructor(options: EmbeddedEngineOptions) {
    this.options = options
  }

  async start(): Promise<void> {
    const { options } = this
    this.running = await RunningEngine.start(
      { newId, decide, maximumOpenTransactions: 20_000, reconnectGraceMs: 30_000, ...options },
      (event) => this.tell(event),
    )
  }

  async stop(): Promise<void> {
    const { running } = this
    this.running = null
    await running?.stop()
  }

  health(): EngineHealth {
    return (
      this.running?.health() ?? {
        isListening: false,
        sipAddress: this.options.host,
        sipPort: 0,
        registrations: 0,
        calls: 0,
      }
    )
  }

  registrations(tenantId: Id): Registration[] {
    return this.running?.registrations(tenantId) ?? []
  }

  calls(tenantId: Id): LiveCall[] {
    return this.running?.calls(tenantId) ?? []
  }

  usersChanged(tenantId: Id, userIds: readonly Id[]): void {
    this.running?.usersChanged(tenantId, userIds)
  }

  acceptWebSocket(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.running) this.running.acceptWebSocket(request, socket, head)
    else socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  }

  onEvent(listener: (event: CallingEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell(event: CallingEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event)
      } catch (error) {
        this.options.log.error({ error }, 'A listener to calling events failed')
      }
    }
  }
}
