import { ChangeOperation, type ChangeSetView, type ChangeView, EntityKind } from '../../contract/api/change-sets.ts'
import type { HistoryFilter } from '../../contract/history-filter.ts'
import type { Id } from '../../contract/ids.ts'
import { Actor, ChangeSource } from '../../contract/roles.ts'
import type { Context } from '../access/context.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { actorKey } from './history-conditions.ts'
import {
  actorRows,
  type ChangeSetRow,
  changePage,
  changeSetRow,
  changeSetRows,
  changesOf,
  type StoredChange,
} from './history-store.ts'
import { whyNotUndoable } from './undo.ts'

const mostChangesShown = 1000

interface Page {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Change sets that match, newest first. */
export async function listChangeSets(ctx: Context, { cursor, limit, ...filter }: Page & HistoryFilter) {
  const [before] = readCursor(cursor, ['id'])
  const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) =>
    changeSetRows(tx, filter, { before, limit: limit + 1 }),
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(setView), next: rows.length > limit && last ? writeCursor([last.id]) : null }
}

/** The changes of one set, page by page; those to one thing where asked. */
export async function listChanges(
  ctx: Context,
  id: Id,
  { cursor, limit, entityId }: Page & { readonly entityId?: string | undefined },
) {
  const [after] = readCursor(cursor, ['count'])
  const rows = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    await changeSetRow(tx, id)
    return changePage(tx, id, { after: Number(after ?? -1), limit: limit + 1, entityId })
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(changeView),
    next: rows.length > limit && last ? writeCursor([String(last.position)]) : null,
  }
}

/** Everybody and everything that ever changed something. */
export async function listActors(ctx: Context) {
  const rows = await ctx.house.db.inTenant(ctx.tenantId, actorRows)
  return { items: rows.map((row) => ({ ...Actor.parse(row), key: actorKey(row.kind, row.id) })) }
}

/** One change set with its changes, at most 1,000 of them. */
export async function getChangeSet(ctx: Context, id: Id): Promise<ChangeSetView & { changes: ChangeView[] }> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => ({
    ...setView(await changeSetRow(tx, id)),
    changes: (await changesOf(tx, id, mostChangesShown)).map(changeView),
  }))
}

function setView(row: ChangeSetRow): ChangeSetView {
  const reason = whyNotUndoable(row)
  return {
    id: row.id,
    summary: row.summary,
    source: ChangeSource.parse(row.source),
    actor: Actor.parse({ kind: row.actor_kind, id: row.actor_id, name: row.actor_name }),
    at: row.created_at.toISOString(),
    count: row.count,
    undoOf: row.undo_of,
    undoneBy: row.undone_by,
    redoneBy: row.redone_by,
    canUndo: reason === null,
    cannotUndoReason: reason,
  }
}

function changeView(row: Omit<StoredChange, 'origins' | 'erased_at'>): ChangeView {
  return {
    entity: EntityKind.parse(row.entity),
    entityId: row.entity_id,
    label: row.label,
    operation: ChangeOperation.parse(row.operation),
    before: row.before,
    after: row.after,
  }
}
