import { sql } from 'kysely'
import type { z } from 'zod'
import type { numberEndpoints, StockNumber } from '../../contract/api/numbers.ts'
import { isFictionalNumber } from '../../contract/countries.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'
import { formatNumber } from './format-number.ts'
import { likePattern } from './list-numbers.ts'
import { numberKind } from './number-facts.ts'
import { readNumbers } from './read-numbers.ts'

type StockQuery = z.output<NonNullable<typeof numberEndpoints.listStock.query>>

/** How many numbers are to be had, by country, category and area. */
export async function listStockAreas(ctx: Context) {
  const rows = await ctx.house.db.global
    .selectFrom('number_stock')
    .select(['country', 'category', 'area', sql<string>`count(*)`.as('free')])
    .groupBy(['country', 'category', 'area'])
    .orderBy('country')
    .orderBy('category')
    .orderBy('area')
    .execute()
  return { items: rows.map((row) => ({ ...row, free: Number(row.free) })) }
}

/** Numbers to claim, in order of number. */
export async function listStock(ctx: Context, query: StockQuery): Promise<{ items: StockNumber[] }> {
  const pattern = likePattern(query.pattern ?? '')
  const rows = await ctx.house.db.global
    .selectFrom('number_stock')
    .select(['e164', 'country', 'category', 'area'])
    .where('country', '=', query.country)
    .where('category', '=', query.category)
    .$if(query.area !== undefined, (q) => q.where('area', '=', query.area ?? ''))
    .$if(pattern !== null, (q) => q.where('e164', 'like', pattern ?? ''))
    .orderBy('e164')
    .limit(query.limit)
    .execute()
  return {
    items: rows.map((row) => ({ ...row, display: formatNumber(row.e164), isFictional: isFictionalNumber(row.e164) })),
  }
}

/** Loads numbers into the stock that tenants claim from; those in stock already, or owned by a tenant, are counted and left alone. */
export async function loadStock(house: Pick<House, 'db'>, country: string, text: string) {
  const { numbers, unread } = readNumbers(text, country)
  const loaded = await house.db.asOperator('load number stock', async (db) => {
    const kinds = numbers.map((number) => numberKind(number, country))
    const result = await sql`
      insert into number_stock (e164, country, category, area)
      select r.e164, r.country, r.category, r.area
      from unnest(${kinds.map((one) => one.e164)}::text[], ${kinds.map((one) => one.country)}::text[],
        ${kinds.map((one) => one.category)}::text[], ${kinds.map((one) => one.area)}::text[]) as r(e164, country, category, area)
      where not exists (select from number_owner o where o.e164 = r.e164)
      on conflict do nothing`.execute(db)
    return Number(result.numAffectedRows ?? 0)
  })
  return { loaded, known: numbers.length - loaded, unread }
}

/** Those of these numbers that are in stock: they are claimed, not brought along. */
export async function stockedAmong(tx: TenantTx, e164s: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('number_stock')
    .select('e164')
    .where('e164', '=', sql<string>`any(${[...e164s]}::text[])`)
    .execute()
  return new Set(rows.map((row) => row.e164))
}
