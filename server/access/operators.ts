import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Whether one of these users is an operator of the installation. */
export async function hasOperator(tx: TenantTx, userIds: readonly Id[]): Promise<boolean> {
  const row = await tx.db
    .selectFrom('operator')
    .select('user_id')
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
