import type { Context } from '../access/context.ts'
import type { Progress } from '../changes/progress.ts'
import type { Config } from '../config.ts'
import type { Connection, Roles } from '../db/connection.ts'
import type { HouseEvent } from '../events/events.ts'
import type { SecretKey } from '../setting-parsers.ts'
import type { SentError } from './sent-error.ts'

/** What a thread needs to open the same house. */
export interface HouseSeed {
  readonly config: Config
  readonly connection: Connection
  readonly roles: Roles
  /** By role. */
  readonly passwords: Readonly<Record<string, string>>
  readonly secretKeys: readonly [SecretKey, ...SecretKey[]]
  readonly realm: string
}

/** Who asks: a context without what only this thread has. */
export type SentContext = Omit<Context, 'house' | 'once'>

/** Asks the thread for one operation. */
export interface Order {
  readonly id: number
  readonly operation: string
  readonly context: SentContext
  readonly input: unknown
}

/** What the thread says. `event`: something changed, and the commit is done. */
export type Saying =
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: SentError }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'event'; readonly event: HouseEvent }
