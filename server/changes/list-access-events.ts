import { sql } from 'kysely'
import type { AccessKind, AccessView } from '../../contract/api/change-sets.ts'
import type { Condition } from '../../contract/condition.ts'
import type { Id } from '../../contract/ids.ts'
import { Actor } from '../../contract/roles.ts'
import type { Context } from '../access/context.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'

interface Query {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly kind?: Condition<AccessKind> | undefined
}

interface Row {
  readonly id: Id
  readonly kind: string
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly actor_name: string
  readonly about: string | null
  readonly about_name: string | null
  readonly address: string
  readonly created_at: Date
}

/** Who got in, who tried, who saw a secret and who took data out, newest first. */
export async function listAccessEvents(ctx: Context, { cursor, limit, kind }: Query) {
  const [before] = readCursor(cursor, ['id'])
  const { rows } = await ctx.house.db.inTenant(ctx.tenantId, ({ db, tenantId }) =>
    sql<Row>`
      select a.*, u.first_name || ' ' || u.last_name as about_name from access_event a
      left join app_user u on u.tenant_id = a.tenant_id and u.id = case when a.about ~ '^[0-9a-f-]{36}$' then a.about::uuid end
      where a.tenant_id = ${tenantId}::uuid and ${before ? sql`a.id < ${before}::uuid` : sql`true`}
        and ${kind?.is ? sql`a.kind = any(${kind.is}::text[])` : sql`true`}
        and ${kind?.isNot ? sql`a.kind <> all(${kind.isNot}::text[])` : sql`true`}
      order by a.id desc limit ${limit + 1}`.execute(db),
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(viewOf), next: rows.length > limit && last ? writeCursor([last.id]) : null }
}

function viewOf(row: Row): AccessView {
  return {
    id: row.id,
    kind: row.kind,
    actor: Actor.parse({ kind: row.actor_kind, id: row.actor_id, name: row.actor_name }),
    about: row.about_name ?? row.about,
    address: row.address,
    at: row.created_at.toISOString(),
  }
}
