import type { Id } from '../../contract/ids.ts'
import type { Actor, ChangeSource, Role } from '../../contract/roles.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'

/** What every code path knows of a request before anybody is known. */
export interface PublicContext {
  readonly house: House
  readonly requestId: string
  /** The peer's IP address; for history and throttling. */
  readonly address: string
  readonly userAgent: string
  /** Whether the request came straight from this machine, without any proxy. */
  readonly isLocal: boolean
}

/** Holds an `Idempotency-Key`; each change set says in its own transaction that it took effect, and rolls back if another attempt holds the key now. */
export interface Once {
  tookEffect(tx: TenantTx, changeSetId: Id): Promise<void>
}

/** Who acts, in which tenant, with which rights, and by which road. Every operation takes it first. */
export interface Context extends PublicContext {
  readonly tenantId: Id
  readonly actor: Actor
  readonly role: Role
  readonly isOperator: boolean
  readonly source: ChangeSource
  /** Null for API tokens and the terminal. */
  readonly userId: Id | null
  readonly sessionId: Id | null
  /** Present while a request with an `Idempotency-Key` is carried out. */
  readonly once?: Once
}
