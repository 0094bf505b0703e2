import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { Report } from '../changes/progress.ts'
import { type TaskKind, taskKinds } from './task-kinds.ts'
import { holdTask, markDone } from './task-store.ts'

/** One try of a task. */
export interface TaskRun {
  readonly taskId: Id
  readonly attempt: number
  readonly kind: string
  readonly payload: unknown
  readonly registered: readonly Id[]
}

/** Another try of the same task took over: this one must leave no trace. */
class TaskOvertaken extends Error {}

/** Does a task whole or not at all; that it is done is written in the transaction of its changes. */
export async function runTask(ctx: Context, run: TaskRun, report: Report): Promise<void> {
  const { taskId, attempt, registered } = run
  const kinds: Readonly<Record<string, TaskKind>> = taskKinds
  const kind = kinds[run.kind]
  if (!kind) throw new Error(`Nothing here does tasks of the kind ${run.kind}.`)
  await kind.run(ctx, run.payload, {
    report,
    registered,
    begin: (tx) => holdTask(tx, taskId),
    async end(tx, result) {
      const changeSetId = result.changed > 0 ? tx.changeSetId : null
      if (!(await markDone(tx, taskId, attempt, { result, changeSetId }))) throw new TaskOvertaken(taskId)
      tx.touch('task', [taskId])
    },
  })
}
