import { sql } from 'kysely'
import type { TaskPhase, TaskProblem, TaskResult } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

function tasks(tx: TenantTx) {
  return tx.db.selectFrom('task').selectAll().where('tenant_id', '=', tx.tenantId)
}

function update(tx: TenantTx, id: Id) {
  return tx.db.updateTable('task').where('tenant_id', '=', tx.tenantId).where('id', '=', id)
}

/** As it stands in the database. */
export type StoredTask = NonNullable<Awaited<ReturnType<typeof findTask>>>

/** One task; undefined when there is none. */
export async function findTask(tx: TenantTx, id: Id) {
  return tasks(tx).where('id', '=', id).executeTakeFirst()
}

/** Tasks newest first, those before `before` in time. */
export async function taskRows(tx: TenantTx, before: Id | undefined, limit: number) {
  return tasks(tx)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The task is running in this attempt of its job; undefined when it has ended already. */
export async function markRunning(tx: TenantTx, id: Id, attempt: number) {
  return update(tx, id)
    .set({ state: 'running', attempt, phase: 'reading', done: 0, started_at: sql<Date>`coalesce(started_at, now())` })
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst()
}

/**
 * Says until the transaction ends that somebody is at work on this task. Progress can still be written, and whoever dies lets go of it:
 * `isAbandoned` asks for it.
 */
export async function holdTask(tx: TenantTx, id: Id): Promise<void> {
  await sql`select from task where tenant_id = ${tx.tenantId} and id = ${id} for key share`.execute(tx.db)
}

/** Whether the task is said to run and nobody is at work on it. */
export async function isAbandoned(tx: TenantTx, id: Id): Promise<boolean> {
  const { rows } = await sql`
    select id from task where tenant_id = ${tx.tenantId} and id = ${id} and state = 'running'
    for update skip locked`.execute(tx.db)
  return rows.length > 0
}

/** How far it is, while this attempt is the one that runs. */
export async function writeProgress(
  tx: TenantTx,
  id: Id,
  attempt: number,
  progress: { readonly phase: TaskPhase; readonly done: number; readonly total: number },
): Promise<void> {
  await update(tx, id).set(progress).where('attempt', '=', attempt).where('state', '=', 'running').execute()
}

/** The task is done; false when this attempt is not the one that may say so. */
export async function markDone(
  tx: TenantTx,
  id: Id,
  attempt: number,
  outcome: { readonly result: TaskResult; readonly changeSetId: Id | null },
): Promise<boolean> {
  const { result, changeSetId } = outcome
  const { numUpdatedRows } = await update(tx, id)
    .set({
      state: 'done',
      phase: null,
      done: sql<number>`total`,
      result: JSON.stringify(result),
      change_set_id: changeSetId,
      finished_at: sql<Date>`now()`,
    })
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The task failed, unless it has ended meanwhile. */
export async function markFailed(tx: TenantTx, id: Id, problem: TaskProblem): Promise<void> {
  await update(tx, id)
    .set({ state: 'failed', phase: null, done: 0, problem: JSON.stringify(problem), finished_at: sql<Date>`now()` })
    .where('state', 'in', ['queued', 'running'])
    .execute()
}

/** The task waits for another try, unless it has ended meanwhile. */
export async function markWaiting(tx: TenantTx, id: Id, attempt: number): Promise<void> {
  await update(tx, id)
    .set({ state: 'queued', phase: null, done: 0 })
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .execute()
}

/** The task is cancelled; false when it is no longer waiting. */
export async function markCancelled(tx: TenantTx, id: Id): Promise<boolean> {
  const { numUpdatedRows } = await update(tx, id)
    .set({ state: 'cancelled', finished_at: sql<Date>`now()` })
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
