import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { UserFilter } from '../../contract/user-filter.ts'
import type { TenantTx } from '../db/database.ts'
import { conditionsOf, hasConditions } from './user-conditions.ts'
import { inOrder, isAfter, orderOf, type Place, type UserOrder } from './user-order.ts'
import { countTokens, fewWith, hasFrequent, isFound, weighWords } from './word-search.ts'

/** Where a page begins, and how long it may be. */
export interface Page {
  readonly order: UserOrder
  readonly after: Place | undefined
  readonly limit: number
}

/** The order in which people are listed unless another is asked for. */
export const byName = orderOf('name')

// So many people are looked up one by one; of more, a page is found by going through the list in its order, which reads nothing
// but an index. Measured at 100,000 users.
const fewPeople = 2_000

/** Counting ends here: a list of so many is not read to its end. */
const mostCounted = 150_000
const mostTokensCounted = 20_000
const mostWithWords = 1_000

export interface Found {
  /** One more than asked for when there is a next page. */
  readonly places: Place[]
  readonly total: number
  /** False where counting ended early: there are at least so many. */
  readonly isTotalExact: boolean
}

/**
 * The users of one page, and how many there are in all. `registered` are those with a registered phone, which a condition on how
 * people stand depends on.
 */
export async function findUsers(
  tx: TenantTx,
  filter: UserFilter,
  page: Page,
  registered: readonly Id[] = [],
): Promise<Found> {
  const search = await weighWords(tx, filter.query)
  const conditions = conditionsOf(tx, filter, registered)
  if (search.words.length === 0) return walk(tx, conditions, page, () => countUsers(tx, conditions, mostCounted))
  const few = await fewWith(tx, search, fewPeople)
  if (few) return cut(tx, sql`${conditions} and u.id = any(${few}::uuid[]) and ${hasFrequent(tx, search)}`, page)
  const matching = sql<boolean>`${conditions} and ${isFound(tx, search)}`
  const [only = '', ...others] = search.words
  return walk(tx, matching, page, () =>
    others.length === 0 && !hasConditions(filter)
      ? countTokens(tx, only, mostTokensCounted)
      : countUsers(tx, matching, mostWithWords),
  )
}

/** The ids of all users who match, in no order. */
export async function userIdsOf(tx: TenantTx, filter: UserFilter, registered: readonly Id[]): Promise<Id[]> {
  const search = await weighWords(tx, filter.query)
  const { rows } = await sql<{ id: Id }>`
    select u.id from app_user u where ${conditionsOf(tx, filter, registered)} and ${isFound(tx, search)}`.execute(tx.db)
  return rows.map((row) => row.id)
}

type Test = RawBuilder<boolean>

/** Few match: all of them are found, counted and sorted. */
async function cut(tx: TenantTx, matching: Test, { order, after, limit }: Page): Promise<Found> {
  const { rows } = await sql<{ total: string; id: Id | null; key: string | null }>`
    with found as materialized (select * from app_user u where ${matching})
    select t.total, p.id, ${keyText(order)} as key from (select count(*) as total from found) as t left join lateral (
      select u.id, ${order.key} as key, row_number() over (order by ${inOrder(order)}) as position from found u
      where ${isAfter(order, after)} order by ${inOrder(order)} limit ${limit + 1}) as p on true
    order by p.position`.execute(tx.db)
  const places = rows.flatMap(({ id, key }) => (id !== null && key !== null ? [{ id, key }] : []))
  return { places, total: Number(rows[0]?.total), isTotalExact: true }
}

/** Many match: users are asked in order until the page is full. */
async function walk(tx: TenantTx, matching: Test, page: Page, count: () => Promise<Counted>): Promise<Found> {
  const { order, after, limit } = page
  const { rows: places } = await sql<{ id: Id; key: string }>`
    select p.id, ${keyText(order)} as key from (
      select u.id, ${order.key} as key from app_user u where ${matching} and ${isAfter(order, after)}
      order by ${inOrder(order)} limit ${limit + 1}) as p`.execute(tx.db)
  const isAll = after === undefined && places.length <= limit
  return { places, ...(isAll ? { total: places.length, isTotalExact: true } : await count()) }
}

interface Counted {
  readonly total: number
  readonly isTotalExact: boolean
}

async function countUsers(tx: TenantTx, matching: Test, most: number): Promise<Counted> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from (select from app_user u where ${matching} limit ${most}) as matches`.execute(tx.db)
  const total = Number(rows[0]?.count)
  return { total, isTotalExact: total < most }
}

// Of a page's rows alone, not of all that are sorted. Times as text keep their microseconds, which a cursor needs.
function keyText({ type }: UserOrder): RawBuilder<unknown> {
  return type === 'timestamptz'
    ? sql`to_char(p.key at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : sql`p.key::text`
}
