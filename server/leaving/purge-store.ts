import { sql } from 'kysely'
import { recycleDays } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Those of these people who are in the recycle bin, with their names, locked. */
export async function lockRecycled(tx: TenantTx, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await tx.db
    .selectFrom('app_user')
    .select(['id', 'first_name', 'last_name'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .where('deleted_at', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, `${row.first_name} ${row.last_name}`]))
}

/** Whose time in the recycle bin is over, the longest deleted first. */
export async function selectExpired(tx: TenantTx, limit: number): Promise<Id[]> {
  const rows = await tx.db
    .selectFrom('app_user')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('deleted_at', '<=', sql<Date>`now() - make_interval(days => ${recycleDays})`)
    .orderBy('deleted_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Removes these people for good, and all that is only theirs. Numbers that rest after them go on resting, for nobody. */
export async function removeForGood(tx: TenantTx, ids: readonly Id[]): Promise<void> {
  const anyId = sql<Id>`any(${[...ids]}::uuid[])`
  await tx.db
    .updateTable('phone_number')
    .set({ reserved_for_user_id: null, version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('reserved_for_user_id', '=', anyId)
    .execute()
  await tx.db.deleteFrom('registration').where('tenant_id', '=', tx.tenantId).where('user_id', '=', anyId).execute()
  await tx.db.deleteFrom('app_user').where('tenant_id', '=', tx.tenantId).where('id', '=', anyId).execute()
}
