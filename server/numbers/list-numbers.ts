import { type SelectQueryBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { NumberView, numberEndpoints } from '../../contract/api/numbers.ts'
import { isFictionalNumber } from '../../contract/countries.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from './format-number.ts'

type Query = z.output<NonNullable<typeof numberEndpoints.listNumbers.query>>
type Numbers = SelectQueryBuilder<Schema & { n: Schema['phone_number'] }, 'n', Record<never, never>>

const stateOf = sql<
  NumberView['state']
>`case when n.user_id is not null then 'assigned' when n.quarantined_until > now() then 'quarantined' else 'available' end`

/** One page of the inventory in order of number, with how many there are in each state. */
export async function listNumbers(ctx: Context, query: Query) {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const [after] = readCursor(query.cursor, ['text'])
    const rows = await filtered(tx, query)
      .leftJoin('app_user as u', (join) =>
        join.onRef('u.tenant_id', '=', 'n.tenant_id').onRef('u.id', '=', 'n.user_id'),
      )
      .leftJoin('extension as e', (join) =>
        join.onRef('e.tenant_id', '=', 'n.tenant_id').onRef('e.user_id', '=', 'n.user_id'),
      )
      .select([
        'n.e164',
        'n.country',
        'n.category',
        'n.user_id',
        'n.quarantined_until',
        'u.first_name',
        'u.last_name',
        'e.number as extension',
      ])
      .select(stateOf.as('state'))
      .$if(after !== undefined, (q) => q.where('n.e164', '>', after ?? ''))
      .orderBy('n.e164')
      .limit(query.limit + 1)
      .execute()
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    const total = await filtered(tx, query).select(sql<string>`count(*)`.as('count')).executeTakeFirstOrThrow()
    return {
      items: items.map(numberView),
      next: rows.length > query.limit && last ? writeCursor([last.e164]) : null,
      total: Number(total.count),
      isTotalExact: true,
      counts: await countStates(tx),
    }
  })
}

interface Row {
  readonly e164: string
  readonly country: string
  readonly category: 'local' | 'tollFree'
  readonly user_id: string | null
  readonly quarantined_until: Date | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly extension: string | null
  readonly state: NumberView['state']
}

function numberView(row: Row): NumberView {
  return {
    e164: row.e164,
    display: formatNumber(row.e164),
    country: row.country,
    category: row.category,
    state: row.state,
    isFictional: isFictionalNumber(row.e164),
    user: row.user_id
      ? { id: row.user_id, name: `${row.first_name} ${row.last_name}`, extension: row.extension }
      : null,
    quarantinedUntil: row.state === 'quarantined' ? (row.quarantined_until?.toISOString() ?? null) : null,
  }
}

function filtered(tx: TenantTx, query: Query): Numbers {
  let numbers: Numbers = tx.db.selectFrom('phone_number as n').where('n.tenant_id', '=', tx.tenantId)
  if (query.country) numbers = numbers.where('n.country', '=', query.country)
  if (query.state) numbers = numbers.where(stateOf, '=', query.state)
  const pattern = likePattern(query.pattern ?? '')
  if (pattern) numbers = numbers.where('n.e164', 'like', pattern)
  return numbers
}

/** Digits anywhere in the number, `?` for one digit and `*` for any; punctuation is not looked at. */
export function likePattern(pattern: string): string | null {
  const kept = pattern
    .replace(/[^\d*?]/g, '')
    .replaceAll('*', '%')
    .replaceAll('?', '_')
  return kept ? `%${kept}%` : null
}

async function countStates(tx: TenantTx) {
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .select([stateOf.as('state'), sql<string>`count(*)`.as('count')])
    .where('n.tenant_id', '=', tx.tenantId)
    .groupBy(sql`1`)
    .execute()
  const of = (state: NumberView['state']) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { available: of('available'), assigned: of('assigned'), quarantined: of('quarantined') }
}
