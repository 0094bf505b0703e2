import { sql } from 'kysely'
import type { Colleague, Presence } from '../../contract/api/phone.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { byName, findUsers } from '../users/find-users.ts'
import { reachedOn } from '../users/reached-on.ts'

interface Query {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly query?: string | undefined
}

/** Active colleagues by name, oneself left out, each with presence. */
export async function searchDirectory(ctx: Context, query: Query) {
  const presence = presenceOf(ctx)
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const [afterSortKey, afterId] = readCursor(query.cursor, ['text', 'id'])
    const after = afterSortKey !== undefined && afterId !== undefined ? { key: afterSortKey, id: afterId } : undefined
    const { places } = await findUsers(
      tx,
      { query: query.query, state: { is: ['active'] } },
      { order: byName, after, limit: query.limit },
    )
    const page = places.slice(0, query.limit).map(({ id }) => id)
    const rows = await tx.db
      .selectFrom('app_user as u')
      .select(['u.id', 'u.sort_key', 'u.first_name', 'u.last_name', 'u.job_title', 'u.department'])
      .select([reachedOn.extension.as('extension'), reachedOn.primaryNumber.as('number')])
      .where('u.tenant_id', '=', tx.tenantId)
      .where('u.id', '=', sql<Id>`any(${page}::uuid[])`)
      .orderBy('u.sort_key')
      .orderBy('u.id')
      .execute()
    const items = rows.filter((row) => row.id !== ctx.userId)
    const last = rows.at(-1)
    return {
      items: items.map(
        (row): Colleague => ({
          userId: row.id,
          name: `${row.first_name} ${row.last_name}`,
          extension: row.extension,
          number: row.number,
          numberDisplay: row.number && formatNumber(row.number),
          jobTitle: row.job_title,
          department: row.department,
          presence: presence(row.id),
        }),
      ),
      next: places.length > query.limit && last ? writeCursor([last.sort_key, last.id]) : null,
    }
  })
}

function presenceOf(ctx: Context): (userId: Id) => Presence {
  const registered = new Set(ctx.house.calling?.registrations(ctx.tenantId).map((one) => one.userId))
  const busy = new Set(
    ctx.house.calling
      ?.calls(ctx.tenantId)
      .flatMap((call) => [call.callerUserId, ...(call.calleeUserId ? [call.calleeUserId] : [])]),
  )
  return (userId) => (busy.has(userId) ? 'onCall' : registered.has(userId) ? 'registered' : 'offline')
}
