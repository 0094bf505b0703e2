import { setTimeout } from 'node:timers/promises'
import type { TaskProblem } from '../../contract/api/tasks.ts'
import { Actor, ChangeSource } from '../../contract/roles.ts'
import type { Context } from '../access/context.ts'
import { telling } from '../events/telling.ts'
import type { House } from '../house.ts'
import type { Job } from '../jobs/job-store.ts'
import type { JobKind } from '../jobs/workers.ts'
import { followProgress } from './follow-progress.ts'
import { isPassing } from './passing-trouble.ts'
import { taskProblem } from './task-problem.ts'
import { markFailed, markRunning, markWaiting, type StoredTask } from './task-store.ts'

// A task that ends the server five times is what ends it.
const mostAttempts = 5

// PostgreSQL recovers from a crash within seconds.
const [patience, pauseMs] = [60, 250]

/** The kind of job that does tasks. */
export function taskJobs(house: House): Readonly<Record<string, JobKind>> {
  return {
    task: {
      attempts: mostAttempts,
      run: (job, signal) => runOnce(house, job, signal),
      gaveUp: (job) => fail(house, job, interrupted()),
    },
  }
}

async function runOnce(house: House, job: Job, signal: AbortSignal): Promise<void> {
  const taskId = taskOf(job)
  // Attempts are counted when they begin, so that those which ended the process count, too.
  if (job.attempt > mostAttempts) return fail(house, job, interrupted())
  const task = await telling(house, job.tenantId, async (tx) => {
    tx.touch('task', [taskId])
    return markRunning(tx, taskId, job.attempt)
  })
  // It was cancelled, or done by a try whose end we were not told.
  if (!task) return
  const progress = followProgress(house, task, job.attempt)
  try {
    const { kind, payload } = task
    const registered = house.calling?.registrations(task.tenant_id).map((one) => one.userId) ?? []
    const run = { taskId, attempt: job.attempt, kind, payload, registered: [...new Set(registered)] }
    await house.heavy.run('runTask', contextOf(house, task), run, progress.report)
  } catch (error) {
    await progress.end()
    if (isPassing(error)) {
      await wait(house, job, signal)
      throw error
    }
    await fail(house, job, taskProblem(house, error))
  } finally {
    await progress.end()
  }
}

/** Whoever asked, with the rights they had. */
function contextOf(house: House, task: StoredTask): Context {
  return {
    house,
    requestId: task.request_id,
    address: task.address,
    userAgent: '',
    isLocal: false,
    tenantId: task.tenant_id,
    actor: Actor.parse({ kind: task.actor_kind, id: task.actor_id, name: task.actor_name }),
    role: 'admin',
    isOperator: task.is_operator,
    source: ChangeSource.parse(task.source),
    userId: task.user_id,
    sessionId: null,
  }
}

async function fail(house: House, job: Job, problem: TaskProblem): Promise<void> {
  await telling(house, job.tenantId, async (tx) => {
    await markFailed(tx, taskOf(job), problem)
    tx.touch('task', [taskOf(job)])
  })
}

/** Says that the task waits, as soon as a database that restarts takes it; where that is too long, its lease ends. */
async function wait(house: House, job: Job, signal: AbortSignal): Promise<void> {
  for (let left = patience; ; left--) {
    try {
      await telling(house, job.tenantId, async (tx) => {
        await markWaiting(tx, taskOf(job), job.attempt)
        tx.touch('task', [taskOf(job)])
      })
      return
    } catch (error) {
      if (left === 0 || signal.aborted) throw error
      await setTimeout(pauseMs)
    }
  }
}

function taskOf({ payload }: Job): string {
  return String(payload.taskId)
}

function interrupted(): TaskProblem {
  const detail = 'The server was interrupted again and again while it did this, and gave up. Nothing was changed.'
  return { code: 'task_interrupted', detail, errors: [] }
}
