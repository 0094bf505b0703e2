import { ChangeOperation, type ChangeSetView, type ChangeView, EntityKind } from '../../contract/api/change-sets.ts'
import type { Id } from '../../contract/ids.ts'
import { Actor, ChangeSource } from '../../contract/roles.ts'
import type { Context } from '../access/context.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { type ChangeSetRow, changeSetRow, changeSetRows, changesOf, type StoredChange } from './history-store.ts'
import { whyNotUndoable } from './undo.ts'

const mostChangesShown = 1000

interface Query {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly entityId?: string | undefined
}

/** Change sets, newest first; those of one entity where asked. */
export async function listChangeSets(ctx: Context, query: Query) {
  const [before] = readCursor(query.cursor, ['id'])
  const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) =>
    changeSetRows(tx, { before, limit: query.limit + 1, entityId: query.entityId }),
  )
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items: items.map(setView), next: rows.length > query.limit && last ? writeCursor([last.id]) : null }
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
    canUndo: reason === null,
    cannotUndoReason: reason,
  }
}

function changeView(row: StoredChange): ChangeView {
  return {
    entity: EntityKind.parse(row.entity),
    entityId: row.entity_id,
    label: row.label,
    operation: ChangeOperation.parse(row.operation),
    before: row.before,
    after: row.after,
  }
}
