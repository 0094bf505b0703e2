import { sql } from 'kysely'
import type { z } from 'zod'
import type { UserRow, userEndpoints } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { findUsers } from './find-users.ts'
import { reachedOn } from './reached-on.ts'
import { standingOf } from './standing.ts'

type Query = z.output<NonNullable<typeof userEndpoints.listUsers.query>>

/** One page of users by name. The beginnings of several words must all be found in the same person. */
export async function listUsers(ctx: Context, query: Query) {
  const registered = new Set(ctx.house.calling?.registrations(ctx.tenantId).map((one) => one.userId))
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const [afterSortKey, afterId] = readCursor(query.cursor, ['text', 'id'])
    const standing = query.standing && { wanted: query.standing, registered }
    const page = { afterSortKey, afterId, limit: query.limit }
    const { ids, total, isTotalExact } = await findUsers(tx, { ...query, standing }, page)
    const items = await rowsOf(tx, ids.slice(0, query.limit), registered)
    const last = items.at(-1)
    return {
      items: items.map((row) => rowView(row, registered.has(row.id))),
      next: ids.length > query.limit && last ? writeCursor([last.sort_key, last.id]) : null,
      total,
      isTotalExact,
    }
  })
}

async function rowsOf(tx: TenantTx, ids: readonly Id[], registered: ReadonlySet<Id>) {
  return tx.db
    .selectFrom('app_user as u')
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .leftJoin('license_type as l', (join) =>
      join.onRef('l.tenant_id', '=', 'u.tenant_id').onRef('l.id', '=', 'u.license_type_id'),
    )
    .selectAll('u')
    .select([
      's.name as site_name',
      'l.name as license_name',
      standingOf(ids.filter((id) => registered.has(id))).as('standing'),
      reachedOn.extension.as('extension'),
      reachedOn.primaryNumber.as('number'),
    ])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .orderBy('u.sort_key')
    .orderBy('u.id')
    .execute()
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

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
    standing: row.standing,
    isRegistered,
  }
}
