import type { ChangeSetView, ChangeView } from '../../contract/api/change-sets.ts'
import { ChangeOperation, EntityKind } from '../../contract/api/change-sets.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { Actor, ChangeSource } from '../../contract/roles.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { implement, type Web } from '../http/implement.ts'
import { type ChangeSetRow, changeSetRow, changeSetRows, changesOf, type StoredChange } from './history-store.ts'
import { undoChangeSet, whyNotUndoable } from './undo.ts'

const mostChangesShown = 1000

/** History: change sets, their changes, and undo. */
export function historyRoutes(web: Web): void {
  implement(web, endpoints.listChangeSets, (ctx, { query }) =>
    ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
      const [before] = readCursor(query.cursor, 1)
      const rows = await changeSetRows(tx, { before, limit: query.limit + 1, entityId: query.entityId })
      const items = rows.slice(0, query.limit)
      const last = items.at(-1)
      return { items: items.map(setView), next: rows.length > query.limit && last ? writeCursor([last.id]) : null }
    }),
  )
  implement(web, endpoints.getChangeSet, (ctx, { params }) =>
    ctx.house.db.inTenant(ctx.tenantId, async (tx) => ({
      ...setView(await changeSetRow(tx, params.id)),
      changes: (await changesOf(tx, params.id, mostChangesShown)).map(changeView),
    })),
  )
  implement(web, endpoints.undoChangeSet, (ctx, { params, query }) =>
    undoChangeSet(ctx, params.id, query.dryRun ?? false),
  )
}

function setView(row: ChangeSetRow): ChangeSetView {
  const reason = whyNotUndoable(row.kinds, row.undone_by !== null, row.source === 'setup')
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
