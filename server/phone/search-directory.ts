import { sql } from 'kysely'
import type { Colleague, Presence } from '../../contract/api/phone.ts'
import type { Id } from '../../contract/ids.ts'
import { wholeServices } from '../../contract/services-spec.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { byName, findUsers } from '../users/find-users.ts'
import { reachedOn } from '../users/reached-on.ts'

interface Query {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly query?: string | undefined
}

/** So many pages are read for one, where most people on them are not listed. */
const mostPages = 10

/**
 * Active colleagues by name, oneself left out, each with presence: those who are listed, and of these the own site's alone for who sees
 * only that.
 */
export async function searchDirectory(ctx: Context, query: Query) {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const site = await onlySite(tx, ctx.userId)
    const filter = { query: query.query, state: { is: ['active' as const] }, ...(site ? { site: { is: [site] } } : {}) }
    const [afterKey, afterId] = readCursor(query.cursor, ['text', 'id'])
    let after = afterKey !== undefined && afterId !== undefined ? { key: afterKey, id: afterId } : undefined
    const found: Row[] = []
    for (let page = 0; page < mostPages && found.length < query.limit; page++) {
      const { places } = await findUsers(tx, filter, { order: byName, after, limit: query.limit })
      const seen = places.slice(0, query.limit)
      const rows = await listed(
        tx,
        seen.map(({ id }) => id),
      )
      found.push(...rows.filter((row) => row.id !== ctx.userId))
      after = places.length > query.limit ? seen.at(-1) : undefined
      if (!after) break
    }
    const shown = found.slice(0, query.limit)
    const last = shown.at(-1)
    const next = found.length > shown.length && last ? { key: last.sort_key, id: last.id } : after
    const presence = presenceOf(ctx)
    return {
      items: shown.map((row) => colleague(row, presence(row.id))),
      next: next ? writeCursor([next.key, next.id]) : null,
    }
  })
}

/** The site to which this person's view is limited. */
async function onlySite(tx: TenantTx, userId: Id | null): Promise<Id | null> {
  if (!userId) return null
  const self = await tx.db
    .selectFrom('app_user')
    .select(['site_id', 'services'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return self && wholeServices(self.services).directory.sees === 'site' ? self.site_id : null
}

async function listed(tx: TenantTx, ids: readonly Id[]) {
  return tx.db
    .selectFrom('app_user as u')
    .select(['u.id', 'u.sort_key', 'u.first_name', 'u.last_name', 'u.job_title', 'u.department'])
    .select([reachedOn.extension.as('extension'), reachedOn.primaryNumber.as('number')])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .where(sql<boolean>`u.services #>> '{directory,isListed}' is distinct from 'false'`)
    .orderBy('u.sort_key')
    .orderBy('u.id')
    .execute()
}

type Row = Awaited<ReturnType<typeof listed>>[number]

function colleague(row: Row, presence: Presence): Colleague {
  return {
    userId: row.id,
    name: `${row.first_name} ${row.last_name}`,
    extension: row.extension,
    number: row.number,
    numberDisplay: row.number && formatNumber(row.number),
    jobTitle: row.job_title,
    department: row.department,
    presence,
  }
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
