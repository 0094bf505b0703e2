import { z } from 'zod'
import { Id } from '../../contract/ids.ts'
import { ownContext } from '../access/own-context.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { telling } from '../events/telling.ts'
import type { House } from '../house.ts'
import type { Job } from '../jobs/job-store.ts'
import type { JobKind } from '../jobs/workers.ts'
import { ProblemError } from '../problem-error.ts'
import { noteFailedLeaving, selectLeaving } from './leaving-store.ts'
import { offboardNow } from './offboard.ts'

const Planned = z.object({ leavingId: Id, userId: Id })

/** The jobs that planned leavings consist of. */
export function leavingJobs(house: House): Record<'leave', JobKind> {
  return { leave: { attempts: 10, run: (job) => leave(house, job), gaveUp: (job, reason) => fail(house, job, reason) } }
}

/** Carries a planned leaving out, unless the plan was changed or cancelled since. What cannot be is noted, and nothing half is done. */
async function leave(house: House, job: Job): Promise<void> {
  const { leavingId, userId } = Planned.parse(job.payload)
  const planned = await house.db.inTenant(job.tenantId, (tx) => selectLeaving(tx, userId))
  if (planned?.id !== leavingId || planned.failure !== null) return
  try {
    // Whoever planned it did it, though they may be asleep.
    const ctx = ownContext(house, job.tenantId, { actor: planned.plannedBy, source: 'system' })
    await retryingCollisions((attempt) => offboardNow(ctx, userId, planned.wish, attempt, false))
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'busy_try_again') throw error
    await fail(house, job, error.message)
  }
}

async function fail(house: House, job: Job, reason: string): Promise<void> {
  const { leavingId, userId } = Planned.parse(job.payload)
  await telling(house, job.tenantId, async (tx) => {
    if (!(await noteFailedLeaving(tx, leavingId, userId, reason))) return
    tx.touch('leaving', [userId])
  })
}
