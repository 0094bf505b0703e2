import type { Id } from '../../../contract/ids.ts'
import type { RegistrationKey, StoredRegistration } from '../../engine.ts'
import type { Flow } from '../transports/flow.ts'

/** A live registration and the flow that reaches its device. */
export interface Binding {
  readonly stored: StoredRegistration
  readonly flow: Flow
  /** The digest it was made with: a new password ends it. Null after a restart, when that is not known. */
  readonly secret: string | null
}

/** Names one binding of an account. */
export function bindingKey(key: RegistrationKey): string {
  return `${key.accountId}|${key.instance}`
}

/** Names one user of a tenant. */
export function userKey(tenantId: Id, userId: Id): string {
  return `${tenantId}|${userId}`
}
