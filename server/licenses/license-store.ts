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
  await noteUse(
    tx,
    wanted.map(([id]) => id),
  )
}

/** Notes how many seats are in use today, for forecasts; the pools are locked, so the last note of a day is right. */
async function noteUse(tx: TenantTx, licenseTypeIds: readonly Id[]): Promise<void> {
  if (licenseTypeIds.length === 0) return
  await sql`
    insert into license_use_day (tenant_id, license_type_id, day, used)
    select p.tenant_id, p.license_type_id, current_date, p.used from license_pool p
    where p.tenant_id = ${tx.tenantId} and p.license_type_id = any(${[...licenseTypeIds]}::uuid[])
    on conflict (tenant_id, license_type_id, day) do update set used = excluded.used`.execute(tx.db)
}
