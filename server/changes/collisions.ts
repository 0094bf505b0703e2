import { sql } from 'kysely'
import pg from 'pg'
import type { TenantTx } from '../db/database.ts'
import { ProblemError } from '../problem-error.ts'
import { StalePlan } from './stale-plan.ts'

// Whoever collided once waits in line, so a further collision is with somebody who has just come.
const tries = 6

const constraints = new Set([
  'app_user_username_key',
  'app_user_external_id_key',
  'app_user_profile_fkey',
  'extension_pkey',
  'license_pool_not_overdrawn',
  'sip_username_pkey',
  // Somebody gave the number away, took it, or began to port it after it was looked at.
  'phone_number_one_use',
  'phone_number_porting_idle',
  'phone_number_released_rests',
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

/**
 * Takes the tenant's row until the transaction ends. Whoever lost a race plans again behind the others who lost, so that each of
 * them finds a free choice; who comes first never waits here.
 */
export async function waitInLine(tx: TenantTx): Promise<void> {
  await sql`select from tenant where id = ${tx.tenantId} for no key update`.execute(tx.db)
}

function isCollision(error: unknown): boolean {
  if (error instanceof StalePlan) return true
  // A distributed PostgreSQL appends the shard to an index name.
  return error instanceof pg.DatabaseError && constraints.has((error.constraint ?? '').replace(/_\d+$/, ''))
}
