import { sql } from 'kysely'
import type { House } from '../house.ts'
import { isAbandoned } from './task-store.ts'

/**
 * Makes tasks due at once that a process was doing when it died, instead of when its lease ends. Asked once at the start: whether somebody
 * is at work on a task shows in a lock that only the living hold.
 */
export async function wakeAbandoned(house: Pick<House, 'db'>): Promise<void> {
  const jobs = await house.db.asOperator('tasks: find what was abandoned', (db) =>
    db
      .selectFrom('job')
      .select(['tenant_id', 'id', 'payload'])
      .where('kind', '=', 'task')
      .where('state', '=', 'due')
      .where('attempts', '>', 0)
      .execute(),
  )
  for (const { tenant_id: tenantId, id, payload } of jobs) {
    await house.db.inTenant(tenantId, async (tx) => {
      if (!(await isAbandoned(tx, String(payload.taskId)))) return
      await tx.db
        .updateTable('job')
        .set({ run_at: sql<Date>`now()` })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute()
    })
  }
}
