import { type RawBuilder, sql } from 'kysely'
import type { StandingFilter } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import { searchWords } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'
import { needAttention, standingOf } from './standing.ts'

/** Which living users to list. */
export interface UserFilter {
  readonly query?: string | undefined
  readonly siteId?: Id | undefined
  readonly state?: 'active' | 'suspended' | undefined
  /** How they stand, which depends on who has a registered phone. */
  readonly standing?: { readonly wanted: StandingFilter; readonly registered: ReadonlySet<Id> } | undefined
}

/** Where a page begins, and how long it may be. */
export interface Page {
  readonly afterSortKey: string | undefined
  readonly afterId: string | undefined
  readonly limit: number
}

// A word that so many tokens begin with is looked up; of a more frequent one, a page is soon full of matches. Several words
// together match few, so the rarest of them is looked up even where it is frequent. Measured at 100,000 users.
const rareTokens = { alone: 5_000, withOthers: 40_000 }

/** Counting ends here: a list of so many is not read to its end. */
const mostCounted = 50_000
const mostTokens = 20_000
const mostOfSeveralWords = 1_000

export interface Found {
  readonly ids: Id[]
  readonly total: number
  /** False where counting ended early: there are at least so many. */
  readonly isTotalExact: boolean
}

/** The users of one page in order of name (their ids; one more than asked for when there is a next page), and how many there are in all. */
export async function findUsers(tx: TenantTx, filter: UserFilter, page: Page): Promise<Found> {
  const words = searchWords(filter.query ?? '')
  const rare = await rarest(tx, words)
  const others = words.filter((word) => word !== rare).map((word) => sql`and ${hasToken(tx, word)}`)
  const matching = sql<boolean>`${ofTenant(tx, filter)} ${rare === null ? sql`` : sql`and ${isListed(tx, rare)}`} ${sql.join(others, sql` `)}`
  if (rare !== null) return cutFromAll(tx, matching, page)
  const ids = await findInOrder(tx, matching, page)
  const isAll = page.afterSortKey === undefined && ids.length <= page.limit
  return { ids, ...(isAll ? { total: ids.length, isTotalExact: true } : await count(tx, filter, matching, words)) }
}

/** Few match: all of them are found, counted and sorted. */
async function cutFromAll(tx: TenantTx, matching: Condition, page: Page) {
  const { rows } = await sql<{ total: string; ids: Id[] }>`
    with u as materialized (select u.id, u.sort_key from app_user u where ${matching})
    select (select count(*) from u) as total,
      array(select u.id from u where ${after(page)} order by u.sort_key, u.id limit ${page.limit + 1}) as ids`.execute(
    tx.db,
  )
  return { ids: rows[0]?.ids ?? [], total: Number(rows[0]?.total), isTotalExact: true }
}

/** Many match: users are asked in order of name until the page is full. */
async function findInOrder(tx: TenantTx, matching: Condition, page: Page): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select u.id from app_user u where ${matching} and ${after(page)}
    order by u.sort_key, u.id limit ${page.limit + 1}`.execute(tx.db)
  return rows.map((row) => row.id)
}

/** How many match where that is many; one frequent word is counted by its tokens, of which people have a few each. */
async function count(tx: TenantTx, filter: UserFilter, matching: Condition, words: readonly string[]) {
  const [only] = words
  const most = only === undefined ? mostCounted : mostOfSeveralWords
  const matches =
    only === undefined || words.length > 1
      ? sql`select from app_user u where ${matching} limit ${most}`
      : withToken(tx, filter, only)
  const { rows } = await sql<{ count: string }>`select count(*) as count from (${matches}) as matches`.execute(tx.db)
  const total = Number(rows[0]?.count)
  return { total, isTotalExact: total < most }
}

type Condition = RawBuilder<boolean>

function after({ afterSortKey, afterId }: Page): Condition {
  return afterSortKey === undefined ? sql`true` : sql`(u.sort_key, u.id) > (${afterSortKey}, ${afterId}::uuid)`
}

function ofTenant(tx: TenantTx, { siteId, state, standing }: UserFilter): Condition {
  return sql`u.tenant_id = ${tx.tenantId}::uuid and u.deleted_at is null
    ${siteId ? sql`and u.site_id = ${siteId}::uuid` : sql``} ${state ? sql`and u.state = ${state}` : sql``}
    ${standing ? sql`and ${stands(standing)}` : sql``}`
}

function stands({ wanted, registered }: NonNullable<UserFilter['standing']>): Condition {
  const standings = wanted === 'needsAttention' ? needAttention : [wanted]
  return sql`${standingOf([...registered])} = any(${[...standings]}::text[])`
}

/** Only living users have tokens, so without another filter these alone tell. */
function withToken(tx: TenantTx, filter: UserFilter, word: string) {
  const tokens = sql`select k.user_id from search_token k where ${begins(tx, word)} limit ${mostTokens}`
  const users = sql`select distinct t.user_id from (${tokens}) as t`
  if (!filter.siteId && !filter.state && !filter.standing) return users
  return sql`select from app_user u where ${ofTenant(tx, filter)} and u.id = any(array(${users})) limit ${mostCounted}`
}

/** The word that fewest tokens begin with, if these are few enough to be looked up. */
async function rarest(tx: TenantTx, words: readonly string[]): Promise<string | null> {
  let fewest = words.length > 1 ? rareTokens.withOthers : rareTokens.alone
  let found: string | null = null
  for (const word of words) {
    const { rows } = await sql<{ count: string }>`
      select count(*) as count from (select from search_token k where ${begins(tx, word)} limit ${fewest + 1}) as counted`.execute(
      tx.db,
    )
    const count = Number(rows[0]?.count)
    if (count > fewest) continue
    fewest = count
    found = word
  }
  return found
}

/** One of those whom the index of tokens names: their ids are read first, and then only they. */
function isListed(tx: TenantTx, word: string): Condition {
  return sql`u.id = any(array(select distinct k.user_id from search_token k where ${begins(tx, word)}))`
}

/**
 * Asked of each user in turn, who has a dozen tokens. As a value, not `exists`, which the planner would turn into a join of all
 * with all; and of an expression, so that it never reads all tokens of that beginning for each user, as it would before the
 * first ANALYZE.
 */
function hasToken(tx: TenantTx, word: string): Condition {
  return sql`(select true from search_token k where k.tenant_id = ${tx.tenantId}::uuid and k.user_id = u.id
    and k.token || '' >= ${word} and k.token || '' < ${endOf(word)} limit 1)`
}

/** `k.token` begins with the word, in the order of bytes. */
function begins(tx: TenantTx, word: string): Condition {
  return sql`k.tenant_id = ${tx.tenantId}::uuid and k.token >= ${word} and k.token < ${endOf(word)}`
}

/** The first text after all that begin with `word`. */
function endOf(word: string): string {
  return `${word}\u{10ffff}`
}
