import { sql } from 'kysely'
import type { z } from 'zod'
import type { UserRow, userEndpoints } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { findUsers } from './find-users.ts'
import { reachedOn } from './reached-on.ts'
import { standingOf } from './standing.ts'
import { registeredUsers } from './user-conditions.ts'
import { orderOf, readPlace, writePlace } from './user-order.ts'

type Query = z.output<NonNullable<typeof userEndpoints.listUsers.query>>

/** One page of the users who match. The beginnings of several words must all be found in the same person. */
export async function listUsers(ctx: Context, query: Query) {
  const registered = registeredUsers(ctx)
  const { sort, limit, cursor, ...filter } = query
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const page = { order: orderOf(sort), after: readPlace(sort, cursor), limit }
    const { places, total, isTotalExact } = await findUsers(tx, filter, page, registered)
    const shown = places.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: await userRows(
        tx,
        shown.map(({ id }) => id),
        new Set(registered),
      ),
      next: places.length > limit && last ? writePlace(sort, last) : null,
      total,
      isTotalExact,
    }
  })
}

const leavesAt = sql<Date | null>`(
  select leaving.leaves_at from leaving where leaving.tenant_id = u.tenant_id and leaving.user_id = u.id)`

/** What lists show of these users, in the order of their ids. */
export async function userRows(tx: TenantTx, ids: readonly Id[], registered: ReadonlySet<Id>): Promise<UserRow[]> {
  const rows = new Map((await rowsOf(tx, ids, registered)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    return row ? [rowView(row, registered.has(id))] : []
  })
}

async function rowsOf(tx: TenantTx, ids: readonly Id[], registered: ReadonlySet<Id>) {
  return tx.db
    .selectFrom('app_user as u')
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .leftJoin('license_type as l', (join) =>
      join.onRef('l.tenant_id', '=', 'u.tenant_id').onRef('l.id', '=', 'u.license_type_id'),
    )
    .leftJoin('profile as p', (join) =>
      join.onRef('p.tenant_id', '=', 'u.tenant_id').onRef('p.id', '=', 'u.profile_id'),
    )
    .selectAll('u')
    .select([
      's.name as site_name',
      'l.name as license_name',
      'p.name as profile_name',
      standingOf(ids.filter((id) => registered.has(id))).as('standing'),
      reachedOn.extension.as('extension'),
      reachedOn.primaryNumber.as('number'),
      leavesAt.as('leaves_at'),
    ])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
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
    profile: row.profile_id ? { id: row.profile_id, name: row.profile_name ?? '' } : null,
    license: row.license_type_id ? { id: row.license_type_id, name: row.license_name ?? '' } : null,
    extension: row.extension,
    number: row.number ? { e164: row.number, display: formatNumber(row.number) } : null,
    jobTitle: row.job_title,
    department: row.department,
    role: row.role,
    state: row.state,
    standing: row.standing,
    isRegistered,
    leavesAt: row.leaves_at?.toISOString() ?? null,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
