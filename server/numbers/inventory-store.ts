import { sql } from 'kysely'
import type { TenantTx } from '../db/database.ts'
import type { NumberKind } from './number-facts.ts'

/** Puts numbers into the tenant's inventory. `number_owner_pkey` refuses one that belongs to anybody in the installation. */
export async function insertNumbers(
  tx: TenantTx,
  numbers: readonly NumberKind[],
  origin: 'stock' | 'own',
): Promise<void> {
  if (numbers.length === 0) return
  const sorted = [...numbers].sort((a, b) => (a.e164 < b.e164 ? -1 : 1))
  await sql`
    insert into number_owner (e164, tenant_id)
    select r.e164, t.id from tenant t cross join unnest(${sorted.map((one) => one.e164)}::text[]) as r(e164)
    where t.id = ${tx.tenantId}`.execute(tx.db)
  await sql`
    insert into phone_number (tenant_id, e164, country, category, area, origin)
    select t.id, r.e164, r.country, r.category, r.area, ${origin}
    from tenant t cross join unnest(${sorted.map((one) => one.e164)}::text[], ${sorted.map((one) => one.country)}::text[],
      ${sorted.map((one) => one.category)}::text[], ${sorted.map((one) => one.area)}::text[]) as r(e164, country, category, area)
    where t.id = ${tx.tenantId}`.execute(tx.db)
}

/** Takes idle numbers out of the inventory and answers those that were there and idle. */
export async function removeIdleNumbers(tx: TenantTx, e164s: readonly string[]) {
  const removed = await tx.db
    .deleteFrom('phone_number')
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', sql<string>`any(${[...e164s]}::text[])`)
    .where('user_id', 'is', null)
    .where('quarantined_until', 'is', null)
    .returning(['e164', 'country', 'category', 'area', 'origin'])
    .execute()
  if (removed.length > 0) {
    await tx.db
      .deleteFrom('number_owner')
      .where('tenant_id', '=', tx.tenantId)
      .where(
        'e164',
        'in',
        removed.map((one) => one.e164),
      )
      .execute()
  }
  return removed
}

/** Takes numbers out of the operator's stock and answers those that were there: of two who ask, one gets each. */
export async function takeFromStock(tx: TenantTx, e164s: readonly string[]): Promise<NumberKind[]> {
  return tx.db
    .deleteFrom('number_stock')
    .where('e164', '=', sql<string>`any(${[...e164s]}::text[])`)
    .returning(['e164', 'country', 'category', 'area'])
    .execute()
}

/** Gives numbers back to the operator's stock. */
export async function returnToStock(tx: TenantTx, numbers: readonly NumberKind[]): Promise<void> {
  if (numbers.length === 0) return
  await tx.db
    .insertInto('number_stock')
    .values(numbers.map(({ e164, country, category, area }) => ({ e164, country, category, area })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
