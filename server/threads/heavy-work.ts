import { Worker } from 'node:worker_threads'
import type { Context } from '../access/context.ts'
import type { Report } from '../changes/progress.ts'
import type { Events } from '../events/events.ts'
import type { heavyOperations } from './heavy-operations.ts'
import type { HouseSeed, Order, Saying } from './messages.ts'
import { receivedError } from './sent-error.ts'

type Operations = typeof heavyOperations
type Name = keyof Operations

/** Carries out what plans and writes for hundreds of people in a thread beside, so that nobody else waits for it. */
export interface HeavyWork {
  run<Operation extends Name>(
    operation: Operation,
    ctx: Context,
    input: Parameters<Operations[Operation]>[1],
    onProgress?: Report,
  ): Promise<Awaited<ReturnType<Operations[Operation]>>>
  /** Ends the thread at once; what it had begun is rolled back. */
  close(): Promise<void>
}

/** The thread ended before it answered: its transaction, if any, was rolled back or is known to have been committed. */
export class ThreadEnded extends Error {
  constructor() {
    super('The thread beside ended before it was done.')
    this.name = 'ThreadEnded'
  }
}

// Nobody who edits five people should pay for a thread; who edits five thousand often does it again.
const idleMs = 60_000

/** Opens a way to the thread, which starts when it is first needed and ends when it has been idle for a minute. */
export function createHeavyWork(seed: HouseSeed, events: Pick<Events, 'emit'>): HeavyWork {
  return new ThreadBeside(seed, events)
}

interface Waiting {
  readonly resolve: (output: unknown) => void
  readonly reject: (error: Error) => void
  readonly onProgress: Report | undefined
}

class ThreadBeside implements HeavyWork {
  readonly #seed: HouseSeed
  readonly #events: Pick<Events, 'emit'>
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  #lastId = 0
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(seed: HouseSeed, events: Pick<Events, 'emit'>) {
    this.#seed = seed
    this.#events = events
  }

  async run<Operation extends Name>(
    operation: Operation,
    ctx: Context,
    input: Parameters<Operations[Operation]>[1],
    onProgress?: Report,
  ): Promise<Awaited<ReturnType<Operations[Operation]>>> {
    if (this.#isClosed) throw new ThreadEnded()
    const { house: _house, once: _once, ...context } = ctx
    const id = ++this.#lastId
    const thread = this.#started()
    const output = await new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress })
      thread.postMessage({ id, operation, context, input } satisfies Order)
    })
    return output as Awaited<ReturnType<Operations[Operation]>>
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#idle)
    await this.#thread?.terminate()
  }

  #started(): Worker {
    clearTimeout(this.#idle)
    if (this.#thread) {
      this.#thread.ref()
      return this.#thread
    }
    const thread = new Worker(new URL('./heavy-thread.ts', import.meta.url), {
      workerData: this.#seed,
      execArgv: [],
      name: 'offhook heavy work',
    })
    thread.on('message', (saying: Saying) => this.#hear(saying))
    // An error that nothing in the thread caught: `exit` follows.
    thread.on('error', (error) => this.#end(thread, error))
    thread.on('exit', () => this.#end(thread, new ThreadEnded()))
    this.#thread = thread
    return thread
  }

  #hear(saying: Saying): void {
    if (saying.kind === 'event') {
      this.#events.emit(saying.event)
      return
    }
    const waiting = this.#waiting.get(saying.id)
    if (saying.kind === 'progress') {
      waiting?.onProgress?.(saying.progress)
      return
    }
    this.#waiting.delete(saying.id)
    if (saying.kind === 'done') waiting?.resolve(saying.output)
    else waiting?.reject(receivedError(saying.error))
    if (this.#waiting.size === 0) this.#rest()
  }

  #rest(): void {
    // An idle thread keeps no process from ending.
    this.#thread?.unref()
    this.#idle = setTimeout(() => void this.#thread?.terminate(), idleMs).unref()
  }

  #end(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return
    this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
