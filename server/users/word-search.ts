import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { searchWords } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'

/** Words to search for. The rare ones are read from the index of tokens; of the others so many people have one that each is asked. */
export interface WordSearch {
  readonly words: readonly string[]
  readonly rare: readonly string[]
  readonly frequent: readonly string[]
  /** How many tokens begin with the one rare word; 0 where there are several, of which nobody knows how many people have all. */
  readonly tokens: number
}

// Reading more tokens than this takes longer than going through the list until a page of people who have one is full. Measured at
// 100,000 users.
const mostOfRare = 40_000

/** Weighs the words of a search box. */
export async function weighWords(tx: TenantTx, query: string | undefined): Promise<WordSearch> {
  const words = searchWords(query ?? '')
  if (words.length === 0) return { words, rare: [], frequent: [], tokens: 0 }
  const counting = words.map(
    (word) =>
      sql`(select count(*)::int from (select from search_token k where ${begins(tx, word)} limit ${mostOfRare + 1}) as t)`,
  )
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counting)}] as counts`.execute(tx.db)
  const counts = rows[0]?.counts ?? []
  const isRare = (_: string, index: number) => (counts[index] ?? 0) <= mostOfRare
  const rare = words.filter(isRare)
  const tokens = rare.length === 1 ? Math.min(...counts) : 0
  return { words, rare, frequent: words.filter((word) => !rare.includes(word)), tokens }
}

/** The users in whom the rare words are found, if there are such words and at most `most` such users; else null. */
export async function fewWith(tx: TenantTx, { rare, tokens }: WordSearch, most: number): Promise<Id[] | null> {
  // A person has several tokens that begin alike: two names, the username, the address.
  if (rare.length === 0 || tokens > 5 * most) return null
  const { rows } = await sql<{ ids: Id[] }>`
    select array(select f.user_id from (${withAll(tx, rare)}) as f limit ${most + 1}) as ids`.execute(tx.db)
  const ids = rows[0]?.ids ?? []
  return ids.length > most ? null : ids
}

/** The user `u` of a query has the frequent words. */
export function hasFrequent(tx: TenantTx, { frequent }: WordSearch): RawBuilder<boolean> {
  return sql<boolean>`${sql.join([sql`true`, ...frequent.map((word) => hasToken(tx, word))], sql` and `)}`
}

/**
 * The user `u` of a query is one in whom all words are found. `is true` keeps PostgreSQL from joining: it makes one table of ids and
 * asks that of each user, whatever it believes of how many there are.
 */
export function isFound(tx: TenantTx, search: WordSearch): RawBuilder<boolean> {
  const { rare } = search
  const isListed = rare.length === 0 ? sql`true` : sql`(u.id in (${withAll(tx, rare)})) is true`
  return sql<boolean>`${isListed} and ${hasFrequent(tx, search)}`
}

/** How many users one word is found in; of more tokens than `most`, at least so many. Only living users have tokens. */
export async function countTokens(tx: TenantTx, word: string, most: number) {
  const { rows } = await sql<{ tokens: string; users: string }>`
    select count(*) as tokens, count(distinct t.user_id) as users
    from (select k.user_id from search_token k where ${begins(tx, word)} limit ${most}) as t`.execute(tx.db)
  return { total: Number(rows[0]?.users), isTotalExact: Number(rows[0]?.tokens) < most }
}

function withAll(tx: TenantTx, words: readonly string[]): RawBuilder<unknown> {
  const sets = words.map((word) => sql`select k.user_id from search_token k where ${begins(tx, word)}`)
  return sets.length === 1 ? sql`select distinct s.user_id from (${sets[0]}) as s` : sql.join(sets, sql` intersect `)
}

/**
 * Asked of each user in turn, who has a dozen tokens. As a value, not `exists`, which the planner would turn into a join of all
 * with all; and of an expression, so that it never reads all tokens of that beginning for each user, as it would before the
 * first ANALYZE.
 */
function hasToken(tx: TenantTx, word: string): RawBuilder<unknown> {
  return sql`(select true from search_token k where k.tenant_id = ${tx.tenantId}::uuid and k.user_id = u.id
    and k.token || '' >= ${word} and k.token || '' < ${endOf(word)} limit 1)`
}

/** `k.token` begins with the word, in the order of bytes. */
function begins(tx: TenantTx, word: string): RawBuilder<boolean> {
  return sql<boolean>`k.tenant_id = ${tx.tenantId}::uuid and k.token >= ${word} and k.token < ${endOf(word)}`
}

/** The first text after all that begin with `word`. */
function endOf(word: string): string {
  return `${word}\u{10ffff}`
}
