import type { ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What one run makes and starts: all of it is gone when the run ends, however it ends. */
export interface Workspace {
  readonly folder: string
  /** Throws once the run is being ended: nothing is started any more. */
  refuseIfClosing(): void
  /** The child is ended with the run. Returns it. */
  owns<T extends ChildProcess>(child: T): T
  /** `end` is called if the run ends before `done` has settled. */
  endsWith(done: Promise<unknown>, end: () => Promise<unknown>): void
  close(): Promise<void>
}

/** Makes the temp folder of a run. */
export async function openWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-bench-'))
  // PostgreSQL and Kamailio run as users without rights, who must pass through.
  await chmod(folder, 0o711)
  const children = new Set<ChildProcess>()
  const others = new Set<() => Promise<unknown>>()
  let isClosing = false
  return {
    folder,
    refuseIfClosing() {
      if (isClosing) throw new Error('The run is being ended.')
    },
    owns(child) {
      children.add(child)
      child.once('close', () => children.delete(child))
      return child
    },
    endsWith(done, end) {
      others.add(end)
      const forget = () => others.delete(end)
      done.then(forget, forget)
    },
    async close() {
      isClosing = true
      await Promise.all([...[...others].map((end) => end()), ...[...children].map(endChild)])
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** Asks a child to end and waits until it has; one that does not within 20 seconds is killed. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('close', done))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(timer)
}
