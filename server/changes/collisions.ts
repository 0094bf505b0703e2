import pg from 'pg'
import { ProblemError } from '../problem-error.ts'
import { StalePlan } from './stale-plan.ts'

// Choices that two make at once collide; each try looks again, further apart.
const tries = 6

const constraints = new Set([
  'app_user_username_key',
  'app_user_external_id_key',
  'extension_pkey',
  'license_pool_not_overdrawn',
  'sip_username_pkey',
])

/** Runs `once` again, with a new snapshot, when somebody was faster; refuses with `busy_try_again` when that goes on and on. */
export async function retryingCollisions<T>(once: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      return await once(attempt)
    } catch (error) {
      if (!isCollision(error)) throw error
    }
  }
  throw new ProblemError('busy_try_again', 'Many people are changing the same things right now. Try again in a moment.')
}

function isCollision(error: unknown): boolean {
  if (error instanceof StalePlan) return true
  // A distributed PostgreSQL appends the shard to an index name.
  return error instanceof pg.DatabaseError && constraints.has((error.constraint ?? '').replace(/_\d+$/, ''))
}
