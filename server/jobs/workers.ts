import type { Id } from '../../contract/ids.ts'
import type { House } from '../house.ts'
import { backoffMs } from './backoff.ts'
import { claimJob, failJob, finishJob, type Job, postponeJob, renewLease, tenantsWithDueJobs } from './job-store.ts'

/** How one kind of job is done. It runs at least once, so doing it twice must do no harm. */
export interface JobKind {
  /** How often it is tried before it is given up. */
  readonly attempts: number
  run(job: Job, signal: AbortSignal): Promise<void>
  /** Told, before the job is marked as failed, that it will not be tried again. */
  gaveUp?(job: Job, reason: string): Promise<void>
}

export interface WorkersOptions {
  readonly concurrency?: number
  /** How often the table is asked when nothing rings the bell. */
  readonly pollMs?: number
  readonly leaseS?: number
  readonly backoff?: (attempt: number) => number
  /** How long what runs may take to end when we stop. */
  readonly goodbyeMs?: number
}

/** Does promised jobs, as long as it runs. */
export interface Workers {
  start(): void
  /** Looks now rather than at the next poll. */
  wake(): void
  /** Takes nothing new and waits a moment for what runs; what is left is tried again after the next start. */
  stop(): Promise<void>
}

// Whoever stops a server waits in front of it: a goodbye ends within two seconds.
const usual = { concurrency: 4, pollMs: 1000, leaseS: 30, backoff: backoffMs, goodbyeMs: 1500 }

/** Workers for these kinds. They ask every second what is due and are woken by changes in this process. */
export function createWorkers(
  house: Pick<House, 'db' | 'events' | 'log'>,
  kinds: Readonly<Record<string, JobKind>>,
  options: WorkersOptions = {},
): Workers {
  return new PollingWorkers(house, kinds, { ...usual, ...options })
}

class PollingWorkers implements Workers {
  readonly #house: Pick<House, 'db' | 'events' | 'log'>
  readonly #kinds: Readonly<Record<string, JobKind>>
  readonly #options: Required<WorkersOptions>
  readonly #running = new Set<Promise<void>>()
  readonly #abort = new AbortController()
  #loop: Promise<void> | null = null
  #stopping = false
  #rung = false
  #ring: () => void = () => {}
  #endListening: () => void = () => {}

  constructor(
    house: Pick<House, 'db' | 'events' | 'log'>,
    kinds: Readonly<Record<string, JobKind>>,
    options: Required<WorkersOptions>,
  ) {
    this.#house = house
    this.#kinds = kinds
    this.#options = options
  }

  start(): void {
    if (this.#loop) return
    // Calls and registrations are many and promise no jobs.
    this.#endListening = this.#house.events.listen(({ kind }) => {
      if (kind !== 'registration' && kind !== 'call') this.wake()
    })
    this.#loop = this.#work()
  }

  wake(): void {
    this.#rung = true
    this.#ring()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#endListening()
    this.wake()
    const patience = Promise.withResolvers<void>()
    const timer = setTimeout(patience.resolve, this.#options.goodbyeMs)
    // A mail server that does not answer must not keep us: what it has not taken is sent after the next start.
    await Promise.race([this.#finishRunning(), patience.promise])
    clearTimeout(timer)
    this.#abort.abort(new Error('The server stops.'))
  }

  async #finishRunning(): Promise<void> {
    await this.#loop
    await Promise.all(this.#running)
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      this.#rung = false
      try {
        await this.#doWhatIsDue()
      } catch (error) {
        this.#house.log.error({ err: error }, 'Could not look for jobs; trying again.')
      }
      await this.#rest()
    }
  }

  /** Takes one job of each tenant in turn, so that nobody's thousands make others wait. */
  async #doWhatIsDue(): Promise<void> {
    let tenants = await tenantsWithDueJobs(this.#house)
    let askedAt = Date.now()
    while (tenants.length > 0 && !this.#stopping) {
      const stillDue: Id[] = []
      for (const tenantId of tenants) if (await this.#takeOne(tenantId)) stillDue.push(tenantId)
      tenants = stillDue
      if (Date.now() - askedAt < this.#options.pollMs) continue
      tenants = await tenantsWithDueJobs(this.#house)
      askedAt = Date.now()
    }
  }

  async #takeOne(tenantId: Id): Promise<boolean> {
    while (this.#running.size >= this.#options.concurrency) await Promise.race(this.#running)
    if (this.#stopping) return false
    const job = await this.#house.db.inTenant(tenantId, (tx) => claimJob(tx, this.#options.leaseS))
    if (!job) return false
    const done = this.#run(job).finally(() => this.#running.delete(done))
    this.#running.add(done)
    return true
  }

  async #run(job: Job): Promise<void> {
    const renewal = setInterval(() => this.#renew(job), (this.#options.leaseS * 1000) / 3)
    try {
      await this.#kindOf(job).run(job, this.#abort.signal)
      await this.#house.db.inTenant(job.tenantId, (tx) => finishJob(tx, job))
    } catch (error) {
      await this.#putOff(job, error).catch((error) => this.#complain(error, job, 'Could not note that a job failed.'))
    } finally {
      clearInterval(renewal)
    }
  }

  #renew(job: Job): void {
    if (this.#abort.signal.aborted) return
    this.#house.db
      .inTenant(job.tenantId, (tx) => renewLease(tx, job, this.#options.leaseS))
      .catch((error) => this.#complain(error, job, 'Could not keep a job; another worker may do it too.'))
  }

  #complain(error: unknown, job: Job, sentence: string): void {
    this.#house.log.error({ err: error, job: job.id }, sentence)
  }

  async #putOff(job: Job, error: unknown): Promise<void> {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    const isLast = job.attempt >= (this.#kinds[job.kind]?.attempts ?? 15)
    this.#house.log.warn(
      { job: job.id, kind: job.kind, attempt: job.attempt, reason },
      isLast ? 'Gave a job up.' : 'A job failed; it will be tried again.',
    )
    if (isLast) await this.#kinds[job.kind]?.gaveUp?.(job, reason)
    await this.#house.db.inTenant(job.tenantId, (tx) =>
      isLast ? failJob(tx, job, reason) : postponeJob(tx, job, reason, this.#options.backoff(job.attempt)),
    )
  }

  #kindOf(job: Job): JobKind {
    const kind = this.#kinds[job.kind]
    // While several nodes are upgraded one of them may know a kind that this one does not: it will come by again.
    if (!kind) throw new Error(`Nothing here does jobs of the kind ${job.kind}.`)
    return kind
  }

  async #rest(): Promise<void> {
    if (this.#rung) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#options.pollMs)
      this.#ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#ring = () => {}
  }
}
