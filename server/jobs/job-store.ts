import { sql } from 'kysely'
import { type Id, newId } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'

/** Work that was promised in a business transaction and is done after it, at least once. */
export interface Job {
  readonly tenantId: Id
  readonly id: Id
  readonly kind: string
  /** Ids only, never a secret. */
  readonly payload: Readonly<Record<string, unknown>>
  /** 1 for the first try. */
  readonly attempt: number
}

type Payload = Readonly<Record<string, unknown>>

/** Promises a job: it exists exactly if this transaction commits. */
export async function enqueue(tx: TenantTx, kind: string, payload: Payload, runAt: Date = new Date()): Promise<void> {
  await enqueueMany(tx, kind, [payload], runAt)
}

/** Promises a job for each payload, in one statement. */
export async function enqueueMany(
  tx: TenantTx,
  kind: string,
  payloads: readonly Payload[],
  runAt: Date = new Date(),
): Promise<void> {
  if (payloads.length === 0) return
  // Anchored on the tenant's row: a distributed PostgreSQL then runs it on the tenant's shard.
  await sql`
    insert into job (tenant_id, id, kind, payload, run_at)
    select t.id, j.id, ${kind}, j.payload, ${runAt}
    from tenant t cross join unnest(${payloads.map(() => newId())}::uuid[], ${payloads.map((each) => JSON.stringify(each))}::jsonb[]) as j(id, payload)
    where t.id = ${tx.tenantId}`.execute(tx.db)
}

/** Tenants that have something to do now, the longest waiting first. */
export async function tenantsWithDueJobs(house: Pick<House, 'db'>): Promise<Id[]> {
  const rows = await house.db.asOperator('jobs: find what is due', (db) =>
    db
      .selectFrom('job')
      .select('tenant_id')
      .where('state', '=', 'due')
      .where('run_at', '<=', sql<Date>`now()`)
      .groupBy('tenant_id')
      .orderBy(sql`min(run_at)`)
      .limit(100)
      .execute(),
  )
  return rows.map((row) => row.tenant_id)
}

/**
 * Takes one due job that no other worker has, for `leaseS` seconds: should this process die, the job is due again
 * afterwards. The lease is `run_at` itself, so a crash leaves nothing to repair.
 */
export async function claimJob(tx: TenantTx, leaseS: number): Promise<Job | null> {
  const due = await tx.db
    .selectFrom('job')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('state', '=', 'due')
    .where('run_at', '<=', sql<Date>`now()`)
    .orderBy('run_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!due) return null
  const row = await tx.db
    .updateTable('job')
    .set({ attempts: sql<number>`attempts + 1`, run_at: sql<Date>`now() + make_interval(secs => ${leaseS})` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', due.id)
    .returning(['id', 'kind', 'payload', 'attempts'])
    .executeTakeFirstOrThrow()
  return { tenantId: tx.tenantId, id: row.id, kind: row.kind, payload: row.payload, attempt: row.attempts }
}

/** The job goes on for longer: it stays with whoever claimed it. */
export async function renewLease(tx: TenantTx, job: Job, leaseS: number): Promise<void> {
  await tx.db
    .updateTable('job')
    .set({ run_at: sql<Date>`now() + make_interval(secs => ${leaseS})` })
    .where('tenant_id', '=', job.tenantId)
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempt)
    .where('state', '=', 'due')
    .execute()
}

/** The job is done. */
export async function finishJob(tx: TenantTx, job: Job): Promise<void> {
  await tx.db
    .deleteFrom('job')
    .where('tenant_id', '=', job.tenantId)
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempt)
    .execute()
}

/** The job is to be tried again after a while. */
export async function postponeJob(tx: TenantTx, job: Job, reason: string, waitMs: number): Promise<void> {
  await updateClaimed(tx, job, { last_error: reason, run_at: new Date(Date.now() + waitMs) })
}

/** The job will not be tried again; it stays for a month, with the reason. */
export async function failJob(tx: TenantTx, job: Job, reason: string): Promise<void> {
  await updateClaimed(tx, job, { last_error: reason, state: 'failed', run_at: new Date() })
}

// Only while the claim is ours: whoever took the job over after a lost lease decides about it.
async function updateClaimed(
  tx: TenantTx,
  job: Job,
  set: { last_error: string; run_at: Date; state?: 'failed' },
): Promise<void> {
  await tx.db
    .updateTable('job')
    .set(set)
    .where('tenant_id', '=', job.tenantId)
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempt)
    .execute()
}
