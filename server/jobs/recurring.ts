import type { House } from '../house.ts'

/** Something to be done again and again, on every node; doing it twice must do no harm. */
export interface RecurringWork {
  readonly name: string
  readonly everyMs: number
  run(): Promise<void>
}

/** Does each a minute after the start and then at its interval, never twice at once. Returns the function that ends it. */
export function startRecurring(
  house: Pick<House, 'log'>,
  all: readonly RecurringWork[],
  firstMs = 60_000,
): () => Promise<void> {
  const ends = all.map((one) => repeat(house, one, firstMs))
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}

function repeat(house: Pick<House, 'log'>, work: RecurringWork, firstMs: number): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let ended = false
  let timer: NodeJS.Timeout
  const next = (waitMs: number) => {
    timer = setTimeout(() => {
      running = work
        .run()
        .catch((error) => house.log.error({ error, work: work.name }, 'Recurring work failed; it will be tried again.'))
        .finally(() => {
          if (!ended) next(work.everyMs)
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
