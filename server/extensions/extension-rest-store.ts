import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { BlockedRange } from './blocked-extensions.ts'

/** An extension that somebody gave up lately. */
export interface RestingExtension {
  readonly number: string
  /** Who had it; null when that person was removed for good. */
  readonly userId: Id | null
  readonly userName: string | null
  readonly until: Date
}

/** Which extensions rest now: of these numbers, or within a span; at most `limit`, those that rest longest first. */
export async function selectResting(
  tx: TenantTx,
  which: { readonly among: Iterable<string> } | { readonly from: string; readonly to: string },
  limit: number | null = null,
): Promise<RestingExtension[]> {
  const { rows } = await sql<RestingExtension>`
    select r.number, r.user_id as "userId", u.first_name || ' ' || u.last_name as "userName",
      r.freed_at + make_interval(days => t.extension_rest_days) as until
    from tenant t join extension_rest r on r.tenant_id = t.id
      left join app_user u on u.tenant_id = r.tenant_id and u.id = r.user_id
    where t.id = ${tx.tenantId} and ${ofThese(which)} and r.freed_at > now() - make_interval(days => t.extension_rest_days)
    order by r.freed_at desc, r.number limit ${limit}`.execute(tx.db)
  return rows
}

/** As `selectResting`, the numbers of a span alone. */
export async function restingNumbers(tx: TenantTx, from: string, to: string): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`
    select r.number from tenant t join extension_rest r on r.tenant_id = t.id
    where t.id = ${tx.tenantId} and ${ofThese({ from, to })} and r.freed_at > now() - make_interval(days => t.extension_rest_days)`.execute(
    tx.db,
  )
  return new Set(rows.map((row) => row.number))
}

/** How many of a span rest that nobody has and that are not kept back anyway. */
export async function countResting(
  tx: TenantTx,
  span: { readonly from: string; readonly to: string },
  blocked: readonly BlockedRange[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from tenant t join extension_rest r on r.tenant_id = t.id
    where t.id = ${tx.tenantId} and ${ofThese(span)} and r.freed_at > now() - make_interval(days => t.extension_rest_days)
      and not exists (select from unnest(${blocked.map((one) => one.from)}::int[], ${blocked.map((one) => one.to)}::int[]) as b(first, last)
        where r.number::int between b.first and b.last)`.execute(tx.db)
  return rows[0]?.count ?? 0
}

function ofThese(which: { readonly among: Iterable<string> } | { readonly from: string; readonly to: string }) {
  if ('among' in which) return sql<boolean>`r.number = any(${[...which.among]}::text[])`
  return sql<boolean>`r.number between ${which.from} and ${which.to} and length(r.number) = ${which.from.length}`
}

/** Extensions that people gave up begin to rest; those that were given out rest no more. Nothing is kept where the company lets none rest. */
export async function writeRests(
  tx: TenantTx,
  freed: readonly { userId: Id; number: string }[],
  given: readonly string[],
): Promise<void> {
  const isGiven = new Set(given)
  const resting = freed.filter((one) => !isGiven.has(one.number))
  if (given.length > 0) {
    await sql`delete from extension_rest where tenant_id = ${tx.tenantId} and number = any(${[...given]}::text[])`.execute(
      tx.db,
    )
  }
  if (resting.length === 0) return
  await sql`
    insert into extension_rest (tenant_id, number, user_id)
    select t.id, r.number, r.user_id
    from tenant t cross join unnest(${resting.map((one) => one.number)}::text[], ${resting.map((one) => one.userId)}::uuid[]) as r(number, user_id)
    where t.id = ${tx.tenantId} and t.extension_rest_days > 0
    order by r.number
    on conflict (tenant_id, number) do update set user_id = excluded.user_id, freed_at = excluded.freed_at`.execute(
    tx.db,
  )
}

/** Forgets who had what, of extensions whose rest is over. */
export async function dropEndedRests(tx: TenantTx): Promise<void> {
  await sql`
    delete from extension_rest r using tenant t
    where t.id = ${tx.tenantId} and r.tenant_id = t.id and r.freed_at <= now() - make_interval(days => t.extension_rest_days)`.execute(
    tx.db,
  )
}
