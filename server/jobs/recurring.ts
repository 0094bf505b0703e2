import type { House } from '../house.ts'

/** Something to be done again and again, on every node; doing it twice must do no harm. */
export interface RecurringTask {
  readonly name: string
  readonly everyMs: number
  run(): Promise<void>
}

/** Runs each task a minute after the start and then at its interval, never twice at once. Returns the function that ends it. */
export function startRecurring(
  house: Pick<House, 'log'>,
  tasks: readonly RecurringTask[],
  firstMs = 60_000,
): () => Promise<void> {
  const ends = tasks.map((task) => repeat(house, task, firstMs))
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}

function repeat(house: Pick<House, 'log'>, task: RecurringTask, firstMs: number): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let ended = false
  let timer: NodeJS.Timeout
  const next = (waitMs: number) => {
    timer = setTimeout(() => {
      running = task
        .run()
        .catch((error) =>
          house.log.error({ error, task: task.name }, 'A recurring task failed; it will be tried again.'),
        )
        .finally(() => {
          if (!ended) next(task.everyMs)
        })
    }, waitMs)
    timer.unref()
  }
  next(firstMs)
  return async () => {
    ended = true
    clearTimeout(timer)
    await running
  }
}
