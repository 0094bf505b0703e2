import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Id, newId } from '../../contract/ids.ts'
import { decide } from '../decide/decide.ts'
import type { CallingEngine, CallingEvent, EngineHealth, LiveCall, Registration } from '../engine.ts'
import type { EmbeddedEngineOptions } from './engine-options.ts'
import { RunningEngine } from './running-engine.ts'

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
