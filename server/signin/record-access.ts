import type { AccessKind } from '../../contract/api/change-sets.ts'
import { newId } from '../../contract/ids.ts'
import type { Actor } from '../../contract/roles.ts'
import type { TenantTx } from '../db/database.ts'

/** What is kept of who got in, who tried, and who saw what, beside the history of changes. */
export interface AccessEvent {
  readonly kind: AccessKind
  readonly actor: Actor
  /** Id of what it is about, where that is not the actor; of an export what it holds. */
  readonly about: string | null
  readonly address: string
}

/** Writes one access event; it can never be altered. */
export async function recordAccess(tx: TenantTx, event: AccessEvent): Promise<void> {
  await tx.db
    .insertInto('access_event')
    .values({
      tenant_id: tx.tenantId,
      id: newId(),
      kind: event.kind,
      actor_kind: event.actor.kind,
      actor_id: event.actor.id,
      actor_name: event.actor.name,
      about: event.about,
      address: event.address,
    })
    .execute()
}
