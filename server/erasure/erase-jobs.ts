import { z } from 'zod'
import { Id } from '../../contract/ids.ts'
import type { House } from '../house.ts'
import type { JobKind } from '../jobs/workers.ts'
import { eraseHistory } from './erase-history.ts'
import { noTerms } from './personal-terms.ts'

const Erased = z.object({ userId: Id })

/** Finishes an erasure that a crash interrupted between the person and their history. */
export function erasureJobs(house: House): Record<'eraseHistory', JobKind> {
  return {
    eraseHistory: {
      attempts: 15,
      run: (job) => eraseHistory(house, job.tenantId, Erased.parse(job.payload).userId, noTerms),
    },
  }
}
