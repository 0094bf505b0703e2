import type { Logger } from 'pino'
import type { CallingEngine } from '../calling/engine.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Events } from './events/events.ts'
import type { Secrets } from './home/secrets.ts'
import type { HeavyWork } from './threads/heavy-work.ts'

/** The parts that stand while the server runs; `main.ts` builds it, every context carries it. */
export interface House {
  readonly config: Config
  readonly db: Database
  readonly secrets: Secrets
  readonly events: Events
  readonly log: Logger
  /** The digest realm of this installation: one constant, stored when it was made. */
  readonly realm: string
  /** What would keep everybody else waiting runs beside. */
  readonly heavy: HeavyWork
  /** Null in a terminal command: calls are the running server's. */
  readonly calling: CallingEngine | null
}
