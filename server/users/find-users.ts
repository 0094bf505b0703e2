import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { searchWords } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'

/** Which living users to list. */
export interface UserFilter {
  readonly q?: string | undefined
  readonly siteId?: Id | undefined
  readonly state?: 'active' | 'suspended' | undefined
}

/** Where a page begins, and how long it may be. */
export interface Page {
  readonly afterSortKey: string | undefined
  readonly afterId: string | undefined
  readonly limit: number
}

// A word that so many tokens begin with is looked up; of a more frequent one, a page is soon full of matches. Several words
// together match few, so the rarest of them is looked up even where it is frequent. Measured at 100,000 users.
const rareTokens = { alone: 5_000, withOthers: 20_000 }

/** Counting ends here: a list of so many is not read to its end. */
const mostCounted = 10_000

/** The ids of one page in order of name, one more than asked for when there is a next page. */
export async function findPage(tx: TenantTx, filter: UserFilter, page: Page): Promise<Id[]> {
  const matches = await matching(tx, filter)
  const { rows } = await sql<{ id: Id }>`
    select u.id from app_user u where ${matches} and ${after(page)}
    order by u.sort_key, u.id limit ${page.limit + 1}`.execute(tx.db)
  return rows.map((row) => row.id)
}

/** How many there are: exact below 10,000, and at most that. */
export async function countMatches(tx: TenantTx, filter: UserFilter): Promise<number> {
  const words = searchWords(filter.q ?? '')
  const [only] = words
  const isRare = only === undefined || (await rarest(tx, words)) !== null
  const counted =
    isRare || words.length > 1
      ? sql`select from app_user u where ${await matching(tx, filter)} limit ${mostCounted}`
      : sql`select from app_user u where ${ofTenant(tx, filter)} and u.id in (
          select k.user_id from search_token k where ${begins(tx, only)} limit ${mostCounted * 4}) limit ${mostCounted}`
  const { rows } = await sql<{ count: string }>`select count(*) as count from (${counted}) as counted`.execute(tx.db)
  return Number(rows[0]?.count)
}

type Condition = RawBuilder<boolean>

function after({ afterSortKey, afterId }: Page): Condition {
  return afterSortKey === undefined ? sql`true` : sql`(u.sort_key, u.id) > (${afterSortKey}, ${afterId}::uuid)`
}

function ofTenant(tx: TenantTx, { siteId, state }: UserFilter): Condition {
  return sql`u.tenant_id = ${tx.tenantId}::uuid and u.deleted_at is null
    ${siteId ? sql`and u.site_id = ${siteId}::uuid` : sql``} ${state ? sql`and u.state = ${state}` : sql``}`
}

async function matching(tx: TenantTx, filter: UserFilter): Promise<Condition> {
  const words = searchWords(filter.q ?? '')
  const rare = await rarest(tx, words)
  const conditions = words.map((word) => (word === rare ? isListed(tx, word) : hasToken(tx, word)))
  return sql`${ofTenant(tx, filter)} ${sql.join(
    conditions.map((condition) => sql`and ${condition}`),
    sql` `,
  )}`
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
