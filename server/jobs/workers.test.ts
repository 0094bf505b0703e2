import { spawn } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { addCompany, doJobs, type TestHouse, testHouse } from '../signin/test-house.fixture.ts'
import { backoffMs } from './backoff.ts'
import { claimJob, enqueue, enqueueMany, finishJob, type Job } from './job-store.ts'
import { createWorkers } from './workers.ts'

async function oneTenant() {
  const house = await testHouse()
  const { tenantId } = await addCompany(house, 'acme')
  return { house, tenantId }
}

const jobsOf = (house: TestHouse, tenantId: string) =>
  house.db.inTenant(tenantId, ({ db }) => db.selectFrom('job').selectAll().orderBy('id').execute())

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ index }))

describe('the outbox', () => {
  it('holds a job exactly if the transaction commits', async () => {
    const { house, tenantId } = await oneTenant()
    const failing = house.db.inTenant(tenantId, async (tx) => {
      await enqueue(tx, 'note', { lost: true })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'note', { kept: true }))
    expect((await jobsOf(house, tenantId)).map((job) => job.payload)).toEqual([{ kept: true }])
  })

  it('gives each job to one of many claims at once', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueueMany(tx, 'note', numbers(10)))
    const claims = await Promise.all(
      Array.from({ length: 16 }, () => house.db.inTenant(tenantId, (tx) => claimJob(tx, 60))),
    )
    const claimed = claims.flatMap((job) => (job ? [job.id] : []))
    expect(new Set(claimed).size).toBe(claimed.length)
    for (;;) {
      const job = await house.db.inTenant(tenantId, (tx) => claimJob(tx, 60))
      if (!job) break
      claimed.push(job.id)
    }
    expect(new Set(claimed).size).toBe(10)
  })

  it('leaves a job that somebody else took over to them', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'note', {}))
    const claim = () => house.db.inTenant(tenantId, (tx) => claimJob(tx, 0))
    const [slow, quick] = [await claim(), await claim()]
    if (!slow || !quick) throw new Error('not claimed')
    await house.db.inTenant(tenantId, (tx) => finishJob(tx, slow))
    expect(await jobsOf(house, tenantId)).toHaveLength(1)
    await house.db.inTenant(tenantId, (tx) => finishJob(tx, quick))
    expect(await jobsOf(house, tenantId)).toHaveLength(0)
  })
})

describe('workers', () => {
  it('do every job of every tenant, at most so many at once', async () => {
    const { house, tenantId } = await oneTenant()
    const other = await addCompany(house, 'globex')
    for (const id of [tenantId, other.tenantId])
      await house.db.inTenant(id, (tx) => enqueueMany(tx, 'note', numbers(25)))
    const started: string[] = []
    const done: string[] = []
    // The first jobs end when as many run as may: on a busy machine that takes a while.
    const full = Promise.withResolvers<void>()
    let [running, most] = [0, 0]
    const run = async (job: Job) => {
      started.push(job.tenantId)
      most = Math.max(most, ++running)
      if (running === 3) full.resolve()
      await full.promise
      await new Promise((resolve) => setTimeout(resolve, 5))
      done.push(`${job.tenantId} ${job.payload.index}`)
      running--
    }
    await doJobs(house, { note: { attempts: 1, run } }, { concurrency: 3 })
    expect(new Set(done).size).toBe(50)
    expect(done).toHaveLength(50)
    expect(most).toBe(3)
    // In turn, so that neither tenant waits for all of the other's.
    expect(new Set(started.slice(0, 10)).size).toBe(2)
    expect(await jobsOf(house, tenantId)).toEqual([])
  })

  it('are woken by a change in this process', async () => {
    const { house, tenantId } = await oneTenant()
    const done = Promise.withResolvers<number>()
    const workers = createWorkers(
      house,
      { note: { attempts: 1, run: async () => done.resolve(performance.now()) } },
      { pollMs: 30_000 },
    )
    workers.start()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'note', {}))
    const told = performance.now()
    house.events.emit({ tenantId, kind: 'user', ids: [], userIds: [] })
    expect((await done.promise) - told).toBeLessThan(2000)
    await workers.stop()
  })

  it('try again with growing waits, then record why they gave up', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'note', {}))
    const attempts: number[] = []
    const gaveUp: string[] = []
    const note = {
      attempts: 3,
      run: async (job: Job) => {
        attempts.push(job.attempt)
        throw new Error(`no luck ${job.attempt}`)
      },
      gaveUp: async (_job: Job, reason: string) => void gaveUp.push(reason),
    }
    const waits: number[] = []
    await doJobs(house, { note }, { backoff: (attempt) => waits.push(attempt) && 1 })
    expect(attempts).toEqual([1, 2, 3])
    expect(waits).toEqual([1, 2])
    expect(gaveUp).toEqual(['no luck 3'])
    expect(await jobsOf(house, tenantId)).toMatchObject([{ state: 'failed', last_error: 'no luck 3', attempts: 3 }])
  })

  it('put off a job that nothing here can do', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'unheardOf', {}))
    await doJobs(house, {})
    expect(await jobsOf(house, tenantId)).toMatchObject([
      { state: 'due', attempts: 1, last_error: expect.stringMatching(/unheardOf/) },
    ])
  })

  it('finish what runs when they are stopped, and take nothing new', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueueMany(tx, 'note', numbers(5)))
    const started = Promise.withResolvers<void>()
    let finished = 0
    const run = async () => {
      started.resolve()
      await new Promise((resolve) => setTimeout(resolve, 150))
      finished++
    }
    const workers = createWorkers(house, { note: { attempts: 1, run } }, { concurrency: 1 })
    workers.start()
    await started.promise
    await workers.stop()
    expect(finished).toBe(1)
    expect(await jobsOf(house, tenantId)).toHaveLength(4)
  })

  it('do not wait for what does not end when they are stopped: it is told, and done after the next start', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'note', {}))
    const started = Promise.withResolvers<AbortSignal>()
    const run = (_job: Job, signal: AbortSignal) => {
      started.resolve(signal)
      return new Promise<void>(() => {})
    }
    const workers = createWorkers(house, { note: { attempts: 5, run } }, { goodbyeMs: 10, leaseS: 1 })
    workers.start()
    const signal = await started.promise
    await workers.stop()
    expect(signal.aborted).toBe(true)
    await expect.poll(() => house.db.inTenant(tenantId, (tx) => claimJob(tx, 30)), { timeout: 10_000 }).not.toBeNull()
  })

  it('keep a job that takes longer than its lease', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'note', {}))
    let runs = 0
    const run = async () => {
      runs++
      await new Promise((resolve) => setTimeout(resolve, 2500))
    }
    await doJobs(house, { note: { attempts: 5, run } }, { leaseS: 1 })
    expect(runs).toBe(1)
    expect(await jobsOf(house, tenantId)).toEqual([])
  })

  it('lose nothing when their process is killed at any instant', async () => {
    const { house, tenantId } = await oneTenant()
    await house.db.inTenant(tenantId, (tx) => enqueueMany(tx, 'note', numbers(30)))
    await sql`create table done (tenant_id uuid, job_id uuid)`.execute(house.ownerDb)
    await sql`grant select, insert on done to public`.execute(house.ownerDb)
    const program = join(import.meta.dirname, 'killed-worker.fixture.ts')
    for (const aliveMs of [250, 400, 550]) {
      const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
      child.stdin.end(JSON.stringify(house.connection))
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, aliveMs))
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('close', resolve))
    }
    // What the killed ones had taken is due again when their lease has ended.
    await house.db.inTenant(tenantId, ({ db }) => sql`update job set run_at = now()`.execute(db))
    const left = (await jobsOf(house, tenantId)).map((job) => job.id)
    const done = new Set(
      (await sql<{ job_id: string }>`select job_id from done`.execute(house.ownerDb)).rows.map((row) => row.job_id),
    )
    expect(done.size).toBeGreaterThan(0)
    expect(new Set([...left, ...done]).size).toBe(30)
    const again: string[] = []
    await doJobs(house, { note: { attempts: 1, run: async (job) => void again.push(job.id) } })
    expect(again.sort()).toEqual(left.sort())
  })
})

describe('backoffMs', () => {
  it('doubles from 5 seconds to an hour, give or take a fifth', () => {
    expect([1, 2, 3, 10, 11, 15].map((attempt) => backoffMs(attempt, () => 0.5))).toEqual([
      5000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
    ])
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const ms = backoffMs(attempt, () => random)
          return ms >= 4000 && ms <= 4_320_000
        },
      ),
    )
  })
})
