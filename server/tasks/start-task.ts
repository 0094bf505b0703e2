import type { TaskStarted } from '../../contract/api/tasks.ts'
import { newId } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { telling } from '../events/telling.ts'
import { enqueue } from '../jobs/job-store.ts'

/** What is to be done as a task. `payload` holds no secret: it is kept for 30 days. */
export interface TaskWish {
  readonly kind: string
  /** The middle of a sentence: "change the site of 5,000 users". */
  readonly title: string
  readonly payload: object
  /** How many it is about; 0 where that is not known yet. */
  readonly total: number
}

/** Promises a task: it will run as whoever asks, whatever happens to this process. */
export async function startTask(ctx: Context, { kind, title, payload, total }: TaskWish): Promise<TaskStarted> {
  const id = newId()
  await telling(ctx.house, ctx.tenantId, async (tx) => {
    await tx.db
      .insertInto('task')
      .values({
        tenant_id: tx.tenantId,
        id,
        kind,
        title,
        total,
        payload: JSON.stringify(payload),
        source: ctx.source,
        actor_kind: ctx.actor.kind,
        actor_id: ctx.actor.id,
        actor_name: ctx.actor.name,
        user_id: ctx.userId,
        is_operator: ctx.isOperator,
        request_id: ctx.requestId,
        address: ctx.address,
      })
      .execute()
    await enqueue(tx, 'task', { taskId: id })
    tx.touch('task', [id])
  })
  return { taskId: id }
}
