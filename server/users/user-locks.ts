import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/**
 * Locks these users until the transaction ends, in order of id, so that who changes the same people waits instead of colliding. With
 * `admins` every administrator, too: two who each remove "the other" cannot both succeed.
 */
export async function lockUsers(tx: TenantTx, ids: readonly Id[], admins: boolean): Promise<void> {
  const all = admins ? [...ids, ...(await activeAdminIds(tx))] : ids
  if (all.length === 0) return
  // In a statement of its own: what is read after it sees what the others wrote.
  await sql`
    select from app_user where tenant_id = ${tx.tenantId} and id = any(${[...all]}::uuid[])
    order by id for no key update`.execute(tx.db)
}

/** The administrators who can sign in. */
export async function activeAdminIds(tx: TenantTx): Promise<Id[]> {
  const rows = await tx.db
    .selectFrom('app_user')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .execute()
  return rows.map((row) => row.id)
}
