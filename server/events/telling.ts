import type { LiveEvent } from '../../contract/api/live-event.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'
import { announceInTransaction } from './announce.ts'
import type { HouseEvent } from './events.ts'

/** A tenant transaction that can say what changed. `userIds`: whom it concerns, for the calling engine and for streams of single persons. */
export interface TellingTx extends TenantTx {
  touch(kind: LiveEvent['kind'], ids: readonly string[] | null, userIds?: readonly Id[] | null): void
}

/**
 * Runs `work` in one tenant transaction; whoever listens is told after the commit what it touched. For what has no place
 * in history: sessions, mail state. Everything else goes through `changing`.
 */
export async function telling<T>(
  house: Pick<House, 'db' | 'events'>,
  tenantId: Id,
  work: (tx: TellingTx) => Promise<T>,
): Promise<T> {
  const { result, events } = await house.db.inTenant(tenantId, async (tx) => {
    const events: HouseEvent[] = []
    const result = await work({
      ...tx,
      touch: (kind, ids, userIds = null) => events.push({ tenantId, kind, ids, userIds }),
    })
    await announceInTransaction(tx, events)
    return { result, events }
  })
  for (const event of events) house.events.emit(event)
  return result
}
