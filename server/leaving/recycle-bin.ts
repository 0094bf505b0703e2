import { sql } from 'kysely'
import { type RecycledUser, recycleDays } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from '../numbers/format-number.ts'

const dayMs = 24 * 3600_000

/** Deleted users, the last deleted first, with who deleted them and what they had. */
export async function listRecycled(
  ctx: Context,
  query: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: RecycledUser[]; next: string | null }> {
  const [deletedAt, id] = readCursor(query.cursor, ['moment', 'id'])
  const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) => recycled(tx, query.limit + 1, deletedAt, id))
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items: items.map(viewOf),
    next: rows.length > query.limit && last ? writeCursor([last.cursor_at, last.id]) : null,
  }
}

interface Row {
  readonly id: Id
  readonly first_name: string
  readonly last_name: string
  readonly username: string
  readonly deleted_at: Date
  readonly cursor_at: string
  readonly license: string | null
  readonly gave_up: { extension: string | null; numbers: string[] } | null
  readonly deleted_by: string | null
}

async function recycled(tx: TenantTx, limit: number, deletedAt?: string, id?: string): Promise<Row[]> {
  const after = deletedAt ? sql`and (u.deleted_at, u.id) < (${deletedAt}::timestamptz, ${id}::uuid)` : sql``
  const { rows } = await sql<Row>`
    select u.id, u.first_name, u.last_name, u.username, u.deleted_at, u.gave_up, l.name as license,
      to_char(u.deleted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cursor_at,
      (select s.actor_name from change c
        join change_set s on s.tenant_id = c.tenant_id and s.id = c.change_set_id
        where c.tenant_id = u.tenant_id and c.entity_id = u.id::text and c.entity = 'user' and c.operation = 'delete'
        order by c.change_set_id desc limit 1) as deleted_by
    from app_user u
    left join license_type l on l.tenant_id = u.tenant_id and l.id = (u.gave_up ->> 'licenseTypeId')::uuid
    where u.tenant_id = ${tx.tenantId}::uuid and u.deleted_at is not null ${after}
    order by u.deleted_at desc, u.id desc limit ${limit}`.execute(tx.db)
  return rows
}

function viewOf(row: Row): RecycledUser {
  const goneAt = row.deleted_at.getTime() + recycleDays * dayMs
  return {
    id: row.id,
    name: `${row.first_name} ${row.last_name}`,
    username: row.username,
    deletedAt: row.deleted_at.toISOString(),
    deletedBy: row.deleted_by,
    goneAt: new Date(goneAt).toISOString(),
    daysLeft: Math.max(0, Math.ceil((goneAt - Date.now()) / dayMs)),
    had: {
      license: row.license,
      extension: row.gave_up?.extension ?? null,
      numbers: (row.gave_up?.numbers ?? []).map(formatNumber),
    },
  }
}
