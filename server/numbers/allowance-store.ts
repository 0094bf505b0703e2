import { sql } from 'kysely'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { type AllowanceCounts, firstShort, type Shortage } from './allowance-room.ts'

/** Locks the company's allowance until the transaction ends and answers how it stands. Taken after everything else that is locked, licence pools included. */
export async function lockAllowance(tx: TenantTx): Promise<AllowanceCounts> {
  await sql`select from number_pool where tenant_id = ${tx.tenantId} for update`.execute(tx.db)
  return readAllowance(tx)
}

/** How the company's allowance stands. */
export async function readAllowance(tx: TenantTx): Promise<AllowanceCounts> {
  const pool = await tx.db
    .selectFrom('number_pool')
    .select(['included', 'drawn'])
    .where('tenant_id', '=', tx.tenantId)
    .executeTakeFirst()
  const countries = await tx.db
    .selectFrom('number_allowance')
    .select(['country', 'bought', 'used'])
    .where('tenant_id', '=', tx.tenantId)
    .orderBy('country')
    .execute()
  return { included: pool?.included ?? 0, drawn: pool?.drawn ?? 0, countries }
}

/** Counts numbers that a company now holds more (below 0: fewer) in each country. `number_pool_not_overdrawn` decides who gets the last one. */
export async function countHeld(tx: TenantTx, deltas: ReadonlyMap<string, number>): Promise<void> {
  const changed = [...deltas].filter(([, count]) => count !== 0)
  if (changed.length === 0) return
  const before = await lockAllowance(tx)
  const short = firstShort(before, changed)
  if (short) throw allowanceShort(short)
  await addCountries(
    tx,
    changed.map(([country]) => country),
  )
  await sql`
    update number_allowance a set used = a.used + r.count
    from unnest(${changed.map(([country]) => country)}::text[], ${changed.map(([, count]) => count)}::int[]) as r(country, count)
    where a.tenant_id = ${tx.tenantId} and a.country = r.country`.execute(tx.db)
  await settlePool(tx)
}

/** Makes a country's bought numbers as many as given; what is held beyond them is drawn from the pool, or refused. */
export async function setBought(tx: TenantTx, country: string, bought: number): Promise<void> {
  await lockAllowance(tx)
  await addCountries(tx, [country])
  await tx.db
    .updateTable('number_allowance')
    .set({ bought })
    .where('tenant_id', '=', tx.tenantId)
    .where('country', '=', country)
    .execute()
  await settlePool(tx)
}

/** Opens the allowance of a new company, before it has any licence or number. */
export async function openAllowance(tx: TenantTx): Promise<void> {
  await tx.db.insertInto('number_pool').values({ tenant_id: tx.tenantId }).execute()
}

/** Adds up again what the seats include, after licences changed. Refused when more numbers are held than that leaves room for. */
export async function recountIncluded(tx: TenantTx): Promise<void> {
  await lockAllowance(tx)
  await settlePool(tx)
}

async function addCountries(tx: TenantTx, countries: readonly string[]): Promise<void> {
  await sql`
    insert into number_allowance (tenant_id, country)
    select t.id, r.country from tenant t cross join unnest(${[...countries]}::text[]) as r(country)
    where t.id = ${tx.tenantId} on conflict do nothing`.execute(tx.db)
}

// Everything is added up anew while the row is locked, so that no sequence of changes can make the sums drift.
async function settlePool(tx: TenantTx): Promise<void> {
  await sql`
    update number_pool set
      included = coalesce((select sum(p.owned * l.numbers_included) from license_pool p
        join license_type l on l.tenant_id = p.tenant_id and l.id = p.license_type_id where p.tenant_id = ${tx.tenantId}), 0),
      drawn = coalesce((select sum(greatest(used - bought, 0)) from number_allowance where tenant_id = ${tx.tenantId}), 0)
    where tenant_id = ${tx.tenantId}`.execute(tx.db)
}

/** Why so many numbers of a country are too many, with what to do about it. */
export function allowanceShort({ country, room, wanted }: Shortage): ProblemError {
  const name = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country
  const left =
    room === 0 ? 'no number is' : room === 1 ? '1 more number is' : `${room.toLocaleString('en-US')} more numbers are`
  const message = `For ${name} ${left} in the company’s allowance, and ${wanted.toLocaleString('en-US')} would be needed. Release some, or ask your operator for more.`
  return new ProblemError('number_allowance_short', message, [
    problemAt('/numbers', 'number_allowance_short', message, [], 'shortage'),
  ])
}
