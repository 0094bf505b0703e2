import { mostAtOnce } from '../../contract/api/bulk-edit.ts'
import type { UndoAnswer } from '../../contract/api/change-sets.ts'
import type { TaskResult, TaskStarted } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { startTask } from '../tasks/start-task.ts'
import { undoSummary } from './summary.ts'
import { undoableSet, undoChangeSet } from './undo.ts'
import type { Undone } from './undoer.ts'

const mostNamed = 1000

/** Takes a change set back, or says what that would do: small ones at once, large ones beside or as a task. */
export async function startUndo(ctx: Context, id: Id, isDryRun: boolean): Promise<UndoAnswer | TaskStarted> {
  const set = await ctx.house.db.inTenant(ctx.tenantId, (tx) => undoableSet(tx, id))
  if (set.count <= mostAtOnce) return undoChangeSet(ctx, id, { isDryRun })
  if (isDryRun) return ctx.house.heavy.run('previewUndo', ctx, id)
  const payload = { changeSetId: id }
  return startTask(ctx, { kind: 'undo', title: undoSummary(set.summary, 'take'), payload, total: set.count })
}

/** What came of an undo, as a task keeps it. */
export function undoResult({ undone, conflicts }: Undone): TaskResult {
  return {
    changed: undone,
    unchanged: 0,
    leftOutCount: conflicts.length,
    leftOut: conflicts
      .slice(0, mostNamed)
      .map(({ entityId, label, field, message }) => ({ entityId, label, field: field && `/${field}`, message })),
  }
}
