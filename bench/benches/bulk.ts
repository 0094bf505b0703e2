import pg from 'pg'
import { BulkEditSpec } from '../../contract/api/bulk-edit.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../../server/access/context.ts'
import { startBulkEdit } from '../../server/bulk/start-bulk-edit.ts'
import { startUndo } from '../../server/changes/start-undo.ts'
import type { Connection } from '../../server/db/connection.ts'
import { createWorkers } from '../../server/jobs/workers.ts'
import { taskJobs } from '../../server/tasks/task-jobs.ts'
import { waitForTask } from '../../server/tasks/wait-for-task.ts'
import { terminalContext } from '../../server/tenants/create-company.ts'
import type { Bench } from '../kit/bench.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { inHouseOf } from '../kit/house.ts'
import { watchLoop } from '../kit/loop-watch.ts'
import { waitAt } from '../kit/statistics.ts'

// Three things of everybody, one of them a setting inside the services.
const set = (value: string) =>
  BulkEditSpec.parse({
    filter: {},
    skipInvalid: true,
    set: { department: value, jobTitle: value, services: { calls: { maxConcurrentCalls: 2 } } },
  })

/** Changing thousands of people at once and taking it back, and what everything else in the process waits meanwhile. */
export const bulk: Bench = {
  name: 'bulk',
  title: 'Bulk edit and undo of many users, as tasks',
  async run({ isQuick, ownHome }): Promise<Findings> {
    const company = await ownHome(isQuick ? 1_000 : 5_000)
    return inHouseOf(company.home, async (house, owner) => {
      const ctx = { ...terminalContext(house, company.tenantId), isOperator: true }
      const workers = createWorkers(house, taskJobs(house))
      workers.start()
      try {
        // The thread beside starts with the first question, as it does in a server that has been idle.
        const plan = await measured(() => startBulkEdit(ctx, set('Before'), { isDryRun: true, wait: false }))
        const edit = await measured(() =>
          carriedOut(ctx, startBulkEdit(ctx, set('Sales'), { isDryRun: false, wait: false })),
        )
        const byHand = await sameRowsByHand(owner, company.tenantId, edit.result)
        const look = await measured(() => startUndo(ctx, edit.result, true))
        const undo = await measured(() => carriedOut(ctx, startUndo(ctx, edit.result, false)))
        const users = company.users.toLocaleString('en-US')
        return {
          figures: [
            ...figuresOf(`plan of ${users} users`, plan),
            ...figuresOf(`bulk edit of ${users} users`, edit, byHand),
            ...figuresOf(`look at the undo of ${users} users`, look),
            ...figuresOf(`undo of ${users} users`, undo, byHand),
          ],
        }
      } finally {
        await workers.stop()
      }
    })
  },
}

interface Measured<T> {
  readonly result: T
  readonly seconds: number
  readonly gaps: number[]
}

async function measured<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const watch = watchLoop()
  const startedAt = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - startedAt) / 1_000, gaps: watch.stop() }
}

/** Waits for the task and answers its change set. */
async function carriedOut(ctx: Context, started: Promise<object>): Promise<Id> {
  const answer = await started
  if (!('taskId' in answer) || typeof answer.taskId !== 'string') throw new Error('It was too small for a task.')
  const task = await waitForTask(ctx, answer.taskId, 120_000)
  if (!task?.change_set_id) throw new Error(`The task is ${task?.state ?? 'gone'}: ${JSON.stringify(task?.problem)}`)
  return task.change_set_id
}

function figuresOf(what: string, { seconds, gaps }: Measured<unknown>, byHand?: number): Figure[] {
  return [
    {
      what,
      value: seconds,
      unit: 's',
      goal: { kind: 'at most', value: 10 },
      ...(byHand ? { yardstick: { what: 'the same rows by hand', value: byHand } } : {}),
    },
    {
      what: `${what}: a request meanwhile waits, p99`,
      value: waitAt(99, gaps),
      unit: 'ms',
      goal: { kind: 'at most', value: 20 },
    },
    { what: `${what}: … at worst`, value: Math.max(...gaps), unit: 'ms' },
  ]
}

/** How long one transaction takes that writes the very same rows, by a program that plans, checks and tells nothing: one UPDATE, one INSERT. */
async function sameRowsByHand(owner: Connection, tenantId: Id, changeSetId: Id): Promise<number> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query<{ position: number; entity_id: string; before: string; after: string }>(
      'select position, entity_id, label, before::text, after::text from change where tenant_id = $1 and change_set_id = $2',
      [tenantId, changeSetId],
    )
    const startedAt = performance.now()
    await client.query('begin')
    await client.query(
      `update app_user u set department = r.after->>'department', job_title = r.after->>'jobTitle', version = version + 1, updated_at = now()
       from unnest($2::uuid[], $3::jsonb[]) as r(id, after) where u.tenant_id = $1 and u.id = r.id`,
      [tenantId, rows.map((row) => row.entity_id), rows.map((row) => row.after)],
    )
    await client.query(
      `insert into change (tenant_id, change_set_id, position, entity, entity_id, label, operation, before, after)
       select $1, gen_random_uuid(), r.position, 'user', r.id, '', 'update', r.before, r.after
       from unnest($2::int[], $3::text[], $4::jsonb[], $5::jsonb[]) as r(position, id, before, after)`,
      [
        tenantId,
        rows.map((row) => row.position),
        rows.map((row) => row.entity_id),
        rows.map((row) => row.before),
        rows.map((row) => row.after),
      ],
    )
    // Taken back: nothing of it is left for what is measured next.
    const seconds = (performance.now() - startedAt) / 1_000
    await client.query('rollback')
    return seconds
  } finally {
    await client.end()
  }
}
