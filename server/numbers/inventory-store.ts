import { sql } from 'kysely'
import type { TenantTx } from '../db/database.ts'
import type { NumberKind } from './number-facts.ts'
import { isIdle } from './number-store.ts'

/** Puts those of these numbers into the tenant's inventory that nobody in the installation has, and answers them: `number_owner_pkey` decides. */
export async function insertUnowned(
  tx: TenantTx,
  numbers: readonly NumberKind[],
  origin: 'stock' | 'own',
): Promise<NumberKind[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<{ e164: string }>`
    insert into number_owner (e164, tenant_id)
    select r.e164, t.id from tenant t cross join unnest(${numbers.map((one) => one.e164).sort()}::text[]) as r(e164)
    where t.id = ${tx.tenantId}
    on conflict do nothing returning e164`.execute(tx.db)
  const unowned = new Set(rows.map((row) => row.e164))
  const sorted = numbers.filter((one) => unowned.has(one.e164)).sort((a, b) => (a.e164 < b.e164 ? -1 : 1))
  await insertNumbers(tx, sorted, origin)
  // What a company brings along is not to be claimed by another.
  if (origin === 'own') await takeFromStock(tx, [...unowned])
  return sorted
}

async function insertNumbers(tx: TenantTx, sorted: readonly NumberKind[], origin: 'stock' | 'own'): Promise<void> {
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
    .where(isIdle('phone_number'))
    .returning(['e164', 'country', 'category', 'area', 'origin'])
    .execute()
  if (removed.length > 0) {
    await tx.db
      .deleteFrom('number_owner')
      .where('tenant_id', '=', tx.tenantId)
      .where('e164', '=', sql<string>`any(${removed.map((one) => one.e164)}::text[])`)
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
