import { type SelectQueryBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { NumberFilter, NumberState, NumberView, numberEndpoints } from '../../contract/api/numbers.ts'
import { isFictionalNumber } from '../../contract/countries.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { refuseMissing } from '../problem-error.ts'
import { formatNumber } from './format-number.ts'

type Query = z.output<NonNullable<typeof numberEndpoints.listNumbers.query>>
type Numbers = SelectQueryBuilder<Schema & { n: Schema['phone_number'] }, 'n', Record<never, never>>

const stateOf = sql<NumberState>`case when n.user_id is not null then 'assigned' when n.porting is not null then n.porting
  when n.released_at is not null or n.quarantined_until > now() then 'quarantined' else 'available' end`

/** One page of the inventory in order of number, with how many there are in each state. */
export async function listNumbers(ctx: Context, query: Query) {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const [after] = readCursor(query.cursor, ['text'])
    const rows = await numberRows(tx, query, after, query.limit + 1)
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    const counts = await countStates(tx)
    return {
      items: items.map(numberView),
      next: rows.length > query.limit && last ? writeCursor([last.e164]) : null,
      total: isFiltered(query) ? await countMatching(tx, query) : sumOf(counts),
      isTotalExact: true,
      counts,
    }
  })
}

/** One number of the inventory. Refuses with `not_found`. */
export async function getNumber(ctx: Context, number: string): Promise<NumberView> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const row = await rowsOf(filtered(tx, {}).where('n.e164', '=', number)).executeTakeFirst()
    return row ? numberView(row) : refuseMissing('number')
  })
}

export type NumberRow = Awaited<ReturnType<typeof numberRows>>[number]

/** Numbers that match, in order, those after `after`. */
export async function numberRows(tx: TenantTx, filter: NumberFilter, after: string | undefined, limit: number) {
  return rowsOf(filtered(tx, filter))
    .$if(after !== undefined, (q) => q.where('n.e164', '>', after ?? ''))
    .orderBy('n.e164')
    .limit(limit)
    .execute()
}

function rowsOf(numbers: Numbers) {
  return numbers
    .leftJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'n.tenant_id').onRef('u.id', '=', 'n.user_id'))
    .leftJoin('extension as e', (join) =>
      join.onRef('e.tenant_id', '=', 'n.tenant_id').onRef('e.user_id', '=', 'n.user_id'),
    )
    .leftJoin('phone_number as p', (join) =>
      join.onRef('p.tenant_id', '=', 'n.tenant_id').onRef('p.temporary_number', '=', 'n.e164'),
    )
    .select(['n.e164', 'n.country', 'n.category', 'n.origin', 'n.user_id', 'n.position'])
    .select(['n.quarantined_until', 'n.released_at', 'n.shared_name', 'n.temporary_number'])
    .select(['u.first_name', 'u.last_name', 'e.number as extension', 'p.e164 as stands_in_for'])
    .select(stateOf.as('state'))
}

function numberView(row: NumberRow): NumberView {
  const written = (e164: string | null) => (e164 ? { e164, display: formatNumber(e164) } : null)
  return {
    e164: row.e164,
    display: formatNumber(row.e164),
    country: row.country,
    category: row.category,
    state: row.state,
    origin: row.origin,
    isFictional: isFictionalNumber(row.e164),
    user: row.user_id
      ? { id: row.user_id, name: `${row.first_name} ${row.last_name}`, extension: row.extension }
      : null,
    isPrimary: row.position === 0,
    quarantinedUntil: row.state === 'quarantined' ? (row.quarantined_until?.toISOString() ?? null) : null,
    releasedAt: row.released_at?.toISOString() ?? null,
    sharedName: row.shared_name,
    temporaryNumber: written(row.temporary_number),
    standsInFor: written(row.stands_in_for),
  }
}

function filtered(tx: TenantTx, filter: NumberFilter): Numbers {
  let numbers: Numbers = tx.db.selectFrom('phone_number as n').where('n.tenant_id', '=', tx.tenantId)
  if (filter.country) numbers = numbers.where('n.country', '=', filter.country)
  if (filter.category) numbers = numbers.where('n.category', '=', filter.category)
  if (filter.state) numbers = numbers.where(stateOf, '=', filter.state)
  if (filter.isShared !== undefined) numbers = numbers.where('n.shared_name', filter.isShared ? 'is not' : 'is', null)
  if (filter.isReleased !== undefined)
    numbers = numbers.where('n.released_at', filter.isReleased ? 'is not' : 'is', null)
  const pattern = likePattern(filter.pattern ?? '')
  if (pattern) numbers = numbers.where('n.e164', 'like', pattern)
  return numbers
}

function isFiltered({ pattern, state, country, category, isShared, isReleased }: NumberFilter): boolean {
  return [pattern || undefined, state, country, category, isShared, isReleased].some((one) => one !== undefined)
}

/** Digits anywhere in the number, `?` for one digit and `*` for any; punctuation is not looked at. */
export function likePattern(pattern: string): string | null {
  const kept = pattern
    .replace(/[^\d*?]/g, '')
    .replaceAll('*', '%')
    .replaceAll('?', '_')
  return kept ? `%${kept}%` : null
}

async function countMatching(tx: TenantTx, filter: NumberFilter): Promise<number> {
  const total = await filtered(tx, filter).select(sql<string>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return Number(total.count)
}

type Counts = Record<NumberState, number>

async function countStates(tx: TenantTx): Promise<Counts> {
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .select([stateOf.as('state'), sql<string>`count(*)`.as('count')])
    .where('n.tenant_id', '=', tx.tenantId)
    // Says nothing of any row, and lets an index alone answer.
    .where('n.country', 'is not', null)
    .groupBy(sql`1`)
    .execute()
  const of = (state: NumberState) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return {
    available: of('available'),
    assigned: of('assigned'),
    quarantined: of('quarantined'),
    prePorting: of('prePorting'),
    porting: of('porting'),
  }
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
