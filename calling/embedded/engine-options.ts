import type { Id } from '../../contract/ids.ts'
import type { CallPlan } from '../decide/call-plan.ts'
import type { CallSituation, DialedCall } from '../decide/call-situation.ts'
import type { CallingDirectory } from '../engine.ts'
import type { EngineLog } from './engine-log.ts'

/** What the embedded engine is made with. */
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
  readonly decide?: (call: DialedCall, situation: CallSituation, now: Date) => CallPlan
  /** Open requests beyond which new ones are turned away with 503. */
  readonly maximumOpenTransactions?: number
  /** How long a phone whose connection broke may take to come back (sleep, change of network) before its calls end. */
  readonly reconnectGraceMs?: number
}
