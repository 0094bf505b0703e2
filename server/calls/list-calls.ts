import { sql } from 'kysely'
import { CallOutcomeView, type CallView } from '../../contract/api/calls.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { formatNumber } from '../numbers/format-number.ts'

interface Query {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly userId?: Id | undefined
  /** Whether the person themself looks, to whom who called anonymously stays unknown. */
  readonly isOwn?: boolean
}

/** Calls, newest first; those of one person where asked. Live ones have no outcome yet. */
export async function listCalls(ctx: Context, query: Query) {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const rows = await callRows(tx, query)
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    return {
      items: items.map((row) => callView(row, hidesCaller(row, query))),
      next: rows.length > query.limit && last ? writeCursor([last.started_at.toISOString(), last.id]) : null,
    }
  })
}

async function callRows(tx: TenantTx, query: Query) {
  const [startedAt, id] = readCursor(query.cursor, ['moment', 'id'])
  const { userId } = query
  return tx.db
    .selectFrom('call_record as c')
    .leftJoin('app_user as a', (join) =>
      join.onRef('a.tenant_id', '=', 'c.tenant_id').onRef('a.id', '=', 'c.caller_user_id'),
    )
    .leftJoin('app_user as b', (join) =>
      join.onRef('b.tenant_id', '=', 'c.tenant_id').onRef('b.id', '=', 'c.callee_user_id'),
    )
    .selectAll('c')
    .select([
      'a.first_name as caller_first',
      'a.last_name as caller_last',
      'b.first_name as callee_first',
      'b.last_name as callee_last',
    ])
    .select([reachedOn('caller_user_id').as('caller_number'), reachedOn('callee_user_id').as('callee_number')])
    .where('c.tenant_id', '=', tx.tenantId)
    .$if(userId !== undefined, (q) =>
      q.where((eb) => eb.or([eb('c.caller_user_id', '=', userId ?? ''), eb('c.callee_user_id', '=', userId ?? '')])),
    )
    .$if(startedAt !== undefined, (q) =>
      q.where(sql<boolean>`(c.started_at, c.id) < (${startedAt}::timestamptz, ${id}::uuid)`),
    )
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
}

function reachedOn(column: 'caller_user_id' | 'callee_user_id') {
  return sql<
    string | null
  >`(select e.number from extension e where e.tenant_id = c.tenant_id and e.user_id = ${sql.ref(`c.${column}`)})`
}

type Row = Awaited<ReturnType<typeof callRows>>[number]

function hidesCaller(row: Row, { userId, isOwn }: Query): boolean {
  return isOwn === true && row.is_anonymous && row.caller_user_id !== userId
}

/** RFC 3323: to the one who was called, and to their phone's list. */
const somebody = { userId: null, name: 'Anonymous', number: '' }

function callView(row: Row, isHidden: boolean): CallView {
  const shownDialed = row.dialed.startsWith('+') ? formatNumber(row.dialed) : row.dialed
  return {
    id: row.id,
    caller: isHidden
      ? somebody
      : {
          userId: row.caller_user_id,
          name: nameOf(row.caller_first, row.caller_last),
          number: row.caller_number ?? '',
        },
    callee: {
      userId: row.callee_user_id,
      name: row.callee_user_id ? nameOf(row.callee_first, row.callee_last) : shownDialed,
      number: row.callee_number ?? shownDialed,
    },
    dialed: row.dialed,
    startedAt: row.started_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    talkSeconds:
      row.answered_at && row.ended_at
        ? Math.max(0, Math.round((row.ended_at.getTime() - row.answered_at.getTime()) / 1000))
        : null,
    outcome: CallOutcomeView.nullable().parse(row.outcome),
  }
}

function nameOf(first: string | null, last: string | null): string {
  return first === null ? 'Somebody who left' : `${first} ${last}`
}
