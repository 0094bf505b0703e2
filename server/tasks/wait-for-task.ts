import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { ProblemError } from '../problem-error.ts'
import { findTask, type StoredTask } from './task-store.ts'

const pollMs = 1000

/** Waits until the task has ended, at most so long; null when it has not. Refuses as the task did. */
export async function waitForTask(ctx: Context, id: Id, mostMs: number): Promise<StoredTask | null> {
  const { db, events } = ctx.house
  const deadline = performance.now() + mostMs
  for (;;) {
    const bell = Promise.withResolvers<void>()
    // Listening before looking: what ends between the two is heard.
    const endListening = events.listen(({ kind, ids }) => {
      if (kind === 'task' && ids?.includes(id)) bell.resolve()
    })
    // Another node may run it, and what it says is a hint.
    const timer = setTimeout(bell.resolve, pollMs)
    try {
      const task = await db.inTenant(ctx.tenantId, (tx) => findTask(tx, id))
      if (task?.problem) throw new ProblemError(task.problem.code, task.problem.detail, task.problem.errors)
      if (!task || task.finished_at !== null) return task ?? null
      if (performance.now() >= deadline) return null
      await bell.promise
    } finally {
      endListening()
      clearTimeout(timer)
    }
  }
}
