import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Those of these users who have a direct number. */
export async function whoHasNumbers(tx: TenantTx, ids: readonly Id[]): Promise<Set<Id>> {
  const { rows } = await sql<{ user_id: Id }>`
    select distinct user_id from phone_number
    where tenant_id = ${tx.tenantId} and user_id = any(${[...ids]}::uuid[])`.execute(tx.db)
  return new Set(rows.map((row) => row.user_id))
}
