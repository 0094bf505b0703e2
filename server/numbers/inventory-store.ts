import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { countByCountry } from './allowance-room.ts'
import { countHeld } from './allowance-store.ts'
import type { NumberKind } from './number-facts.ts'
import type { NumberRecord } from './number-record.ts'
import { isIdle } from './number-store.ts'

/**
 * Puts those of these numbers into the tenant's inventory that nobody in the installation has, and answers them: `number_owner_pkey`
 * decides. Those that are not on their way out count against the allowance, which may refuse them all.
 */
export async function insertUnowned(tx: TenantTx, numbers: readonly NumberRecord[]): Promise<NumberRecord[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<{ e164: string }>`
    insert into number_owner (e164, tenant_id)
    select r.e164, t.id from tenant t cross join unnest(${numbers.map((one) => one.e164).sort()}::text[]) as r(e164)
    where t.id = ${tx.tenantId}
    on conflict do nothing returning e164`.execute(tx.db)
  const unowned = new Set(rows.map((row) => row.e164))
  const sorted = numbers.filter((one) => unowned.has(one.e164)).sort((a, b) => (a.e164 < b.e164 ? -1 : 1))
  await insertNumbers(tx, sorted)
  // What a company brings along is not to be claimed by another.
  const own = sorted.filter((one) => one.origin === 'own')
  if (own.length > 0)
    await takeFromStock(
      tx,
      own.map((one) => one.e164),
    )
  await countHeld(tx, countByCountry(sorted.filter((one) => !one.releasedAt)))
  return sorted
}

async function insertNumbers(tx: TenantTx, sorted: readonly NumberRecord[]): Promise<void> {
  const column = <K extends keyof NumberRecord>(name: K) => sorted.map((one) => one[name])
  await sql`
    insert into phone_number (tenant_id, e164, country, category, area, origin, shared_name, porting, temporary_number, quarantined_until,
      reserved_for_user_id, released_at)
    select t.id, r.*
    from tenant t cross join unnest(${column('e164')}::text[], ${column('country')}::text[], ${column('category')}::text[],
      ${column('area')}::text[], ${column('origin')}::text[], ${column('sharedName')}::text[], ${column('porting')}::text[],
      ${column('temporaryNumber')}::text[], ${column('restsUntil')}::timestamptz[], ${column('reservedFor')}::uuid[],
      ${column('releasedAt')}::timestamptz[]) as r
    where t.id = ${tx.tenantId}`.execute(tx.db)
}

/** A number of the inventory, locked until the transaction ends. */
export interface HeldNumber {
  readonly record: NumberRecord
  readonly userId: Id | null
  readonly userName: string | null
  readonly isIdle: boolean
  /** The number that this one stands in for while that one is being ported. */
  readonly standsInFor: string | null
}

/** Locks those of these numbers that the tenant holds, in their order, and answers how each stands. */
export async function lockNumbers(tx: TenantTx, e164s: readonly string[]): Promise<Map<string, HeldNumber>> {
  const named = sql<string>`any(${[...e164s]}::text[])`
  // In a statement of its own: what is read after it sees what the others wrote.
  await sql`
    select from phone_number where tenant_id = ${tx.tenantId} and e164 = ${named} order by e164 for no key update`.execute(
    tx.db,
  )
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .leftJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'n.tenant_id').onRef('u.id', '=', 'n.user_id'))
    .leftJoin('phone_number as p', (join) =>
      join.onRef('p.tenant_id', '=', 'n.tenant_id').onRef('p.temporary_number', '=', 'n.e164'),
    )
    .selectAll('n')
    .select(['u.first_name', 'u.last_name', 'p.e164 as stands_in_for', isIdle('n').as('is_idle')])
    .where('n.tenant_id', '=', tx.tenantId)
    .where('n.e164', '=', named)
    .execute()
  return new Map(
    rows.map((row) => [
      row.e164,
      {
        record: {
          e164: row.e164,
          country: row.country,
          category: row.category,
          area: row.area,
          origin: row.origin,
          sharedName: row.shared_name,
          porting: row.porting,
          temporaryNumber: row.temporary_number,
          // A rest that is over is none.
          restsUntil: row.is_idle ? null : (row.quarantined_until?.toISOString() ?? null),
          reservedFor: row.is_idle ? null : row.reserved_for_user_id,
          releasedAt: row.released_at?.toISOString() ?? null,
        },
        userId: row.user_id,
        userName: row.user_id ? `${row.first_name} ${row.last_name}` : null,
        isIdle: row.is_idle,
        standsInFor: row.stands_in_for,
      },
    ]),
  )
}

/** Writes how these numbers rest, are shared, ported or released. Whoever calls has locked them. */
export async function writeNumbers(tx: TenantTx, numbers: readonly NumberRecord[]): Promise<void> {
  if (numbers.length === 0) return
  const column = <K extends keyof NumberRecord>(name: K) => numbers.map((one) => one[name])
  await sql`
    update phone_number n set shared_name = r.shared_name, porting = r.porting, temporary_number = r.temporary_number,
      quarantined_until = r.rests_until, reserved_for_user_id = r.reserved_for, released_at = r.released_at, version = n.version + 1
    from unnest(${column('e164')}::text[], ${column('sharedName')}::text[], ${column('porting')}::text[],
      ${column('temporaryNumber')}::text[], ${column('restsUntil')}::timestamptz[], ${column('reservedFor')}::uuid[],
      ${column('releasedAt')}::timestamptz[])
      as r(e164, shared_name, porting, temporary_number, rests_until, reserved_for, released_at)
    where n.tenant_id = ${tx.tenantId} and n.e164 = r.e164`.execute(tx.db)
}

/** Takes locked numbers out of the inventory; what came from the operator's stock returns there. */
export async function removeNumbers(tx: TenantTx, numbers: readonly NumberRecord[]): Promise<void> {
  if (numbers.length === 0) return
  const gone = sql<string>`any(${numbers.map((one) => one.e164)}::text[])`
  await tx.db.deleteFrom('phone_number').where('tenant_id', '=', tx.tenantId).where('e164', '=', gone).execute()
  await tx.db.deleteFrom('number_owner').where('tenant_id', '=', tx.tenantId).where('e164', '=', gone).execute()
  await returnToStock(
    tx,
    numbers.filter((one) => one.origin === 'stock'),
  )
  await countHeld(
    tx,
    countByCountry(
      numbers.filter((one) => !one.releasedAt),
      -1,
    ),
  )
}

/** Takes numbers out of the operator's stock and answers those that were there: of two who ask, one gets each. */
export async function takeFromStock(tx: TenantTx, e164s: readonly string[]): Promise<NumberKind[]> {
  return tx.db
    .deleteFrom('number_stock')
    .where('e164', '=', sql<string>`any(${[...e164s]}::text[])`)
    .returning(['e164', 'country', 'category', 'area'])
    .execute()
}

async function returnToStock(tx: TenantTx, numbers: readonly NumberKind[]): Promise<void> {
  if (numbers.length === 0) return
  const column = <K extends keyof NumberKind>(name: K) => numbers.map((one) => one[name])
  await sql`
    insert into number_stock (e164, country, category, area)
    select * from unnest(${column('e164')}::text[], ${column('country')}::text[], ${column('category')}::text[], ${column('area')}::text[])
    on conflict do nothing`.execute(tx.db)
}
