import { TaskRow, type TaskView } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { changeSetRow } from '../changes/history-store.ts'
import { whyNotUndoable } from '../changes/undo.ts'
import type { TenantTx } from '../db/database.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { refuseMissing } from '../problem-error.ts'
import { findTask, type StoredTask, taskRows } from './task-store.ts'

/** Tasks, newest first. */
export async function listTasks(ctx: Context, query: { cursor?: string | undefined; limit: number }) {
  const [before] = readCursor(query.cursor, ['id'])
  const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) => taskRows(tx, before, query.limit + 1))
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items: items.map(rowView), next: rows.length > query.limit && last ? writeCursor([last.id]) : null }
}

/** One task with its result. */
export async function getTask(ctx: Context, id: Id): Promise<TaskView> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const row = (await findTask(tx, id)) ?? refuseMissing('task')
    return { ...rowView(row), result: row.result, problem: row.problem, canUndo: await canUndo(tx, row) }
  })
}

async function canUndo(tx: TenantTx, { change_set_id: changeSetId }: StoredTask): Promise<boolean> {
  return changeSetId !== null && whyNotUndoable(await changeSetRow(tx, changeSetId)) === null
}

function rowView(row: StoredTask): TaskRow {
  const time = (at: Date | null) => at?.toISOString() ?? null
  return TaskRow.parse({
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    phase: row.phase,
    done: row.done,
    total: row.total,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    source: row.source,
    changeSetId: row.change_set_id,
    createdAt: row.created_at.toISOString(),
    startedAt: time(row.started_at),
    finishedAt: time(row.finished_at),
  })
}
