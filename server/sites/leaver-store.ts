import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Somebody in the recycle bin. */
export interface Leaver {
  readonly id: Id
  readonly name: string
}

/** Takes everybody of a site who is in the recycle bin to another site; answers who that was. */
export async function moveLeaversOf(tx: TenantTx, from: Id, to: Id): Promise<Leaver[]> {
  return tx.db
    .updateTable('app_user')
    .set({ site_id: to, version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('site_id', '=', from)
    .where('deleted_at', 'is not', null)
    .returning(['id', sql<string>`first_name || ' ' || last_name`.as('name')])
    .execute()
}

/** Takes these people back to a site, those who are still in the recycle bin and at the other one; answers who was. */
export async function returnLeavers(tx: TenantTx, ids: readonly Id[], from: Id, to: Id): Promise<Leaver[]> {
  return tx.db
    .updateTable('app_user')
    .set({ site_id: to, version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .where('site_id', '=', from)
    .where('deleted_at', 'is not', null)
    .returning(['id', sql<string>`first_name || ' ' || last_name`.as('name')])
    .execute()
}
