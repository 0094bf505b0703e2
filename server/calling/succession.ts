import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Who takes the calls that somebody who left or is suspended cannot take, while that lasts; by the extension or number that was dialed. */
export async function successorFor(
  tx: TenantTx,
  dialed: readonly (string | null | undefined)[],
): Promise<Id | undefined> {
  const named = dialed.filter((one) => one !== null && one !== undefined)
  if (named.length === 0) return undefined
  const row = await tx.db
    .selectFrom('call_succession')
    .select('successor_user_id')
    .where('tenant_id', '=', tx.tenantId)
    .where('dialed', '=', sql<string>`any(${named}::text[])`)
    .where('ends_at', '>', sql<Date>`now()`)
    .orderBy(sql`dialed like '+%'`)
    .limit(1)
    .executeTakeFirst()
  return row?.successor_user_id
}
