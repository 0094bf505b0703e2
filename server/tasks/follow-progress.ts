import type { Progress, Report } from '../changes/progress.ts'
import { telling } from '../events/telling.ts'
import type { House } from '../house.ts'
import { type StoredTask, writeProgress } from './task-store.ts'

const everyMs = 300

/** Writes down how far a task is, now and then, for everybody who looks. `end` waits for the last writing. */
export function followProgress(
  house: Pick<House, 'db' | 'events' | 'log'>,
  task: Pick<StoredTask, 'tenant_id' | 'id'>,
  attempt: number,
): { readonly report: Report; end(): Promise<void> } {
  let latest: Progress | null = null
  let isWriting = false
  let isEnded = false
  const write = async () => {
    isWriting = true
    while (latest && !isEnded) {
      const progress = latest
      latest = null
      await telling(house, task.tenant_id, async (tx) => {
        await writeProgress(tx, task.id, attempt, progress)
        tx.touch('task', [task.id])
      }).catch((error) => house.log.warn({ err: error }, 'Could not note how far a task is.'))
      await new Promise((resolve) => setTimeout(resolve, everyMs).unref())
    }
    isWriting = false
  }
  return {
    report(progress) {
      latest = progress
      if (!isWriting) void write()
    },
    async end() {
      isEnded = true
    },
  }
}
