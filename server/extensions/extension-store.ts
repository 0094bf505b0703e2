import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Frees the extensions of these users. */
export async function deleteExtensions(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.db
    .deleteFrom('extension')
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .execute()
}

/** Gives extensions to users; `extension_pkey` decides who is first. */
export async function insertExtensions(tx: TenantTx, given: readonly { userId: Id; number: string }[]): Promise<void> {
  if (given.length === 0) return
  const sorted = [...given].sort((a, b) => (a.number < b.number ? -1 : 1))
  await sql`
    insert into extension (tenant_id, number, user_id)
    select t.id, r.number, r.user_id
    from tenant t cross join unnest(${sorted.map((one) => one.number)}::text[], ${sorted.map((one) => one.userId)}::uuid[]) as r(number, user_id)
    where t.id = ${tx.tenantId}`.execute(tx.db)
}
