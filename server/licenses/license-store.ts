import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Takes (or gives back, below 0) seats of each pool; `license_pool_not_overdrawn` decides who gets the last one. Locks in order of id. */
export async function takeSeats(tx: TenantTx, deltas: ReadonlyMap<Id, number>): Promise<void> {
  const wanted = [...deltas].filter(([, seats]) => seats !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [licenseTypeId, seats] of wanted) {
    await tx.db
      .updateTable('license_pool')
      .set({ used: sql`used + ${seats}` })
      .where('tenant_id', '=', tx.tenantId)
      .where('license_type_id', '=', licenseTypeId)
      .execute()
  }
}
