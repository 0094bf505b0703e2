import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** The users in whom all these words are found, if there are at most `most` of them; null when there are more. */
export async function idsWithAll(tx: TenantTx, words: readonly string[], most: number): Promise<Id[] | null> {
  const { rows } = await sql<{ ids: Id[] }>`
    select array(select f.user_id from (${withAll(tx, words)}) as f limit ${most + 1}) as ids`.execute(tx.db)
  const ids = rows[0]?.ids ?? []
  return ids.length > most ? null : ids
}

/**
 * The user `u` of a query is one in whom all words are found. `is true` keeps PostgreSQL from joining: it makes one table of ids and
 * asks that of each user, whatever it believes of how many there are.
 */
export function isAmong(tx: TenantTx, words: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`(u.id in (${withAll(tx, words)})) is true`
}

/** How many users a frequent word is found in; of more tokens than `most`, at least so many. Only living users have tokens. */
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

/** `k.token` begins with the word, in the order of bytes. */
function begins(tx: TenantTx, word: string): RawBuilder<boolean> {
  return sql<boolean>`k.tenant_id = ${tx.tenantId}::uuid and k.token >= ${word} and k.token < ${`${word}\u{10ffff}`}`
}
