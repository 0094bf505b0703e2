import { type SelectQueryBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { UserRow, UserStanding, userEndpoints } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import { searchWords } from '../../contract/text-keys.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from '../numbers/format-number.ts'

type Query = z.output<NonNullable<typeof userEndpoints.listUsers.query>>
type Users = SelectQueryBuilder<Schema & { u: Schema['app_user'] }, 'u', Record<never, never>>

/** One page of users by name. The beginnings of several words must all be found in the same person. */
export async function listUsers(ctx: Context, query: Query) {
  const registered = new Set(ctx.house.calling?.registrations(ctx.tenantId).map((one) => one.userId))
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const rows = await pageRows(tx, query)
    const more = rows.length > query.limit
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    return {
      items: items.map((row) => rowView(row, registered.has(row.id))),
      next: more && last ? writeCursor([last.sort_key, last.id]) : null,
      total: await countUsers(tx, query),
    }
  })
}

async function pageRows(tx: TenantTx, query: Query) {
  const [sortKey, id] = readCursor(query.cursor, ['text', 'id'])
  // The page is cut from users alone, by index; what hangs on them is looked up for its rows only.
  const page = filtered(tx, query)
    .selectAll('u')
    .$if(sortKey !== undefined, (q) => q.where(sql<boolean>`(u.sort_key, u.id) > (${sortKey}, ${id}::uuid)`))
    .orderBy('u.sort_key')
    .orderBy('u.id')
    .limit(query.limit + 1)
  return tx.db
    .selectFrom(page.as('u'))
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .leftJoin('license_type as l', (join) =>
      join.onRef('l.tenant_id', '=', 'u.tenant_id').onRef('l.id', '=', 'u.license_type_id'),
    )
    .selectAll('u')
    .select([
      's.name as site_name',
      'l.name as license_name',
      'l.entitlements',
      sql<string | null>`(select e.number from extension e where e.tenant_id = u.tenant_id and e.user_id = u.id)`.as(
        'extension',
      ),
      sql<
        string | null
      >`(select n.e164 from phone_number n where n.tenant_id = u.tenant_id and n.user_id = u.id order by n.position limit 1)`.as(
        'number',
      ),
    ])
    .orderBy('u.sort_key')
    .orderBy('u.id')
    .execute()
}

type Row = Awaited<ReturnType<typeof pageRows>>[number]

function rowView(row: Row, isRegistered: boolean): UserRow {
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    username: row.username,
    email: row.email,
    site: { id: row.site_id, name: row.site_name },
    license: row.license_type_id ? { id: row.license_type_id, name: row.license_name ?? '' } : null,
    extension: row.extension,
    number: row.number ? { e164: row.number, display: formatNumber(row.number) } : null,
    state: row.state,
    standing: standingOf(row, isRegistered),
    isRegistered,
  }
}

function standingOf(row: Row, isRegistered: boolean): UserStanding {
  if (row.state === 'suspended') return 'suspended'
  if (!row.license_type_id && !row.extension && !row.number) return 'contactOnly'
  if (!row.entitlements?.includes('calls') || !(row.extension || row.number)) return 'incomplete'
  return row.last_sign_in_at || isRegistered ? 'ready' : 'notSignedIn'
}

function filtered(tx: TenantTx, query: Query): Users {
  let users: Users = tx.db
    .selectFrom('app_user as u')
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.deleted_at', 'is', null)
  if (query.siteId) users = users.where('u.site_id', '=', query.siteId)
  if (query.state) users = users.where('u.state', '=', query.state)
  for (const word of searchWords(query.q ?? '')) users = users.where(hasToken(tx, word))
  return users
}

function hasToken(tx: TenantTx, word: string) {
  return sql<boolean>`exists (select from search_token k where k.tenant_id = ${tx.tenantId}::uuid and k.user_id = u.id
    and k.token >= ${word} and k.token < ${endOf(word)})`
}

/** The first text after all that begin with `word`, in the order of bytes. */
function endOf(word: string): string {
  return `${word}\u{10ffff}`
}

async function countUsers(tx: TenantTx, query: Query): Promise<number> {
  const row = await filtered(tx, query).select(sql<string>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Users whose every word is found, at most `limit`, by name: what a directory search shows. */
export function usersMatching(
  tx: TenantTx,
  query: { q?: string | undefined; siteId?: Id; state?: 'active' | 'suspended' },
): Users {
  return filtered(tx, { ...query, limit: 1000 })
}
