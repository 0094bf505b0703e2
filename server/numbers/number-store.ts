import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Nobody has the number, it rests after nobody and is on no way in or out: what may be given or chosen. One expression, so that all agree when its rest is over. */
export function isIdle(alias: string) {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql<boolean>`(${of('user_id')} is null and coalesce(${of('quarantined_until')} <= now(), true)
    and ${of('released_at')} is null and ${of('porting')} is null)`
}

/** Takes all numbers away from these users and leaves them free at once. */
export async function freeNumbers(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.db
    .updateTable('phone_number')
    .set({ user_id: null, position: null, version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .execute()
}

/** Takes these numbers away from whichever of these users has them, to be given to somebody else at once. */
export async function handOverNumbers(tx: TenantTx, userIds: readonly Id[], e164s: readonly string[]): Promise<void> {
  if (userIds.length === 0 || e164s.length === 0) return
  await tx.db
    .updateTable('phone_number')
    .set({ user_id: null, position: null, version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', sql<string>`any(${[...e164s]}::text[])`)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .execute()
}

/** Takes all numbers away from these leavers and keeps them idle for 30 days, for a restore and so that callers reach no stranger. */
export async function quarantineNumbers(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.db
    .updateTable('phone_number')
    .set({
      reserved_for_user_id: sql`user_id`,
      user_id: null,
      position: null,
      quarantined_until: sql`now() + interval '30 days'`,
      version: sql`version + 1`,
    })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .execute()
}

/** Gives idle numbers to users; answers how many were still idle (or resting for that very user). */
export async function assignNumbers(
  tx: TenantTx,
  wanted: readonly { readonly e164: string; readonly userId: Id; readonly position: number }[],
): Promise<number> {
  if (wanted.length === 0) return 0
  const result = await sql`
    update phone_number n
    set user_id = r.user_id, position = r.position, quarantined_until = null, reserved_for_user_id = null, version = n.version + 1
    from unnest(${wanted.map((one) => one.e164)}::text[], ${wanted.map((one) => one.userId)}::uuid[], ${wanted.map((one) => one.position)}::int[])
      as r(e164, user_id, position)
    where n.tenant_id = ${tx.tenantId} and n.e164 = r.e164 and n.user_id is null
      and (${isIdle('n')} or (n.reserved_for_user_id = r.user_id and n.released_at is null))`.execute(tx.db)
  return Number(result.numAffectedRows ?? 0)
}
