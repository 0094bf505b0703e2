import { type BulkDone, type BulkEditSpec, type BulkPlan, mostAtOnce } from '../../contract/api/bulk-edit.ts'
import type { TaskStarted } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { startTask } from '../tasks/start-task.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import { byName, findUsers } from '../users/find-users.ts'
import { registeredUsers } from '../users/user-conditions.ts'
import { bulkWords } from './bulk-words.ts'
import { bulkEdit } from './edit-users.ts'
import { previewBulkEdit } from './preview-bulk-edit.ts'

const longestWaitMs = 60_000

export interface BulkOptions {
  readonly isDryRun: boolean
  /** Whether the caller waits for a task. */
  readonly wait: boolean
}

/** Plans or carries out a bulk edit: few users at once, more than that beside or as a task. */
export async function startBulkEdit(
  ctx: Context,
  spec: BulkEditSpec,
  { isDryRun, wait }: BulkOptions,
): Promise<BulkDone | BulkPlan | TaskStarted> {
  const registered = registeredUsers(ctx)
  const { few, total } = await sizeOf(ctx, spec, registered)
  const input = { spec: few ? { ...spec, ids: few, filter: undefined } : spec, registered }
  if (isDryRun) return few ? previewBulkEdit(ctx, input) : ctx.house.heavy.run('previewBulkEdit', ctx, input)
  if (few) return { ...(await bulkEdit(ctx, input)), taskId: null }
  const title = bulkWords(spec.set, total, 'will')
  const { taskId } = await startTask(ctx, { kind: 'bulkEdit', title, payload: spec, total })
  const task = wait ? await waitForTask(ctx, taskId, longestWaitMs) : null
  return task?.result ? { ...task.result, changeSetId: task.change_set_id, taskId } : { taskId }
}

/** Who is meant, where these are few; and how many at least. */
async function sizeOf(
  ctx: Context,
  { ids, filter }: BulkEditSpec,
  registered: readonly Id[],
): Promise<{ few: Id[] | null; total: number }> {
  if (ids) {
    const distinct = [...new Set(ids)]
    return { few: distinct.length <= mostAtOnce ? distinct : null, total: distinct.length }
  }
  const page = { order: byName, after: undefined, limit: mostAtOnce }
  const { places, total } = await ctx.house.db.inTenant(ctx.tenantId, (tx) =>
    findUsers(tx, filter ?? {}, page, registered),
  )
  return { few: places.length <= mostAtOnce ? places.map(({ id }) => id) : null, total }
}
