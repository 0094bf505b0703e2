import type { CallingDirectory, StoredRegistration } from '../../engine.ts'
import type { EngineLog } from '../engine-log.ts'
import { bindingKey } from './binding.ts'

const batchEveryMs = 50
const retryAfterMs = 1_000

interface Change {
  readonly registration: StoredRegistration
  readonly isKept: boolean
}

/** Writes registrations behind the answers to phones: in batches, one at a time, the last change of each binding only. */
export class RegistrationWriter {
  private changes = new Map<string, Change>()
  private waiting: NodeJS.Timeout | null = null
  private writing: Promise<void> | null = null
  private readonly directory: CallingDirectory
  private readonly log: EngineLog

  constructor(directory: CallingDirectory, log: EngineLog) {
    this.directory = directory
    this.log = log
  }

  keep(registration: StoredRegistration): void {
    this.note({ registration, isKept: true })
  }

  remove(registration: StoredRegistration): void {
    this.note({ registration, isKept: false })
  }

  private note(change: Change): void {
    this.changes.set(bindingKey(change.registration), change)
    this.schedule(batchEveryMs)
  }

  private schedule(afterMs: number): void {
    if (this.waiting || this.writing) return
    this.waiting = setTimeout(() => {
      this.waiting = null
      void this.write()
    }, afterMs)
  }

  private async write(): Promise<void> {
    const batch = this.changes
    this.changes = new Map()
    const kept: StoredRegistration[] = []
    const gone: StoredRegistration[] = []
    for (const { registration, isKept } of batch.values()) (isKept ? kept : gone).push(registration)
    let isWritten = true
    this.writing = this.directory.saveRegistrations(kept, gone).catch((error: unknown) => {
      isWritten = false
      this.log.error({ error, registrations: batch.size }, 'Registrations could not be written; trying again')
      // What has changed since is newer.
      for (const [key, change] of batch) if (!this.changes.has(key)) this.changes.set(key, change)
    })
    await this.writing
    this.writing = null
    if (this.changes.size > 0) this.schedule(isWritten ? batchEveryMs : retryAfterMs)
  }

  /** Writes what is left, once. */
  async close(): Promise<void> {
    if (this.waiting) clearTimeout(this.waiting)
    this.waiting = null
    await this.writing
    if (this.waiting) clearTimeout(this.waiting)
    this.waiting = null
    if (this.changes.size > 0) await this.write()
    if (this.waiting) clearTimeout(this.waiting)
    this.waiting = null
  }
}
