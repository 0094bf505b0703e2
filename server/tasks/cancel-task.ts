import type { TaskView } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { telling } from '../events/telling.ts'
import { ProblemError, refuseMissing } from '../problem-error.ts'
import { getTask } from './read-tasks.ts'
import { findTask, markCancelled } from './task-store.ts'

const why = {
  queued: '',
  running: 'It has begun and takes effect as a whole. Undo it when it is done.',
  done: 'It is done. Undo it instead.',
  failed: 'It has failed, and nothing was changed.',
  cancelled: 'It was cancelled already.',
} as const

/** Cancels a task that waits; refuses once it has begun. */
export async function cancelTask(ctx: Context, id: Id): Promise<TaskView> {
  await telling(ctx.house, ctx.tenantId, async (tx) => {
    if (await markCancelled(tx, id)) return tx.touch('task', [id])
    const task = (await findTask(tx, id)) ?? refuseMissing('task')
    throw new ProblemError('task_begun', why[task.state])
  })
  return getTask(ctx, id)
}
