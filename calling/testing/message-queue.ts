/** How long a test waits for something that must happen: generous, because it is only spent when something is broken. */
export const patienceMs = 20_000

interface Waiter<T> {
  readonly isWanted: (item: T) => boolean
  readonly resolve: (item: T) => void
}

/** What has arrived and not been looked at yet. */
export class MessageQueue<T> {
  private readonly items: T[] = []
  private readonly waiters = new Set<Waiter<T>>()

  push(item: T): void {
    for (const waiter of this.waiters) {
      if (!waiter.isWanted(item)) continue
      this.waiters.delete(waiter)
      waiter.resolve(item)
      return
    }
    this.items.push(item)
  }

  /** The next item of that kind, now or when it comes. */
  next(what: string, isWanted: (item: T) => boolean): Promise<T> {
    const at = this.items.findIndex(isWanted)
    const [found] = at < 0 ? [] : this.items.splice(at, 1)
    if (found !== undefined) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.delete(waiter)
        reject(new Error(`Waited in vain for ${what}`))
      }, patienceMs)
      const waiter: Waiter<T> = {
        isWanted,
        resolve: (item) => {
          clearTimeout(timer)
          resolve(item)
        },
      }
      this.waiters.add(waiter)
    })
  }

  /** What is waiting to be looked at. */
  get waiting(): readonly T[] {
    return this.items
  }
}

/** Waits until a condition holds, looking again and again. */
export async function until(what: string, isTrue: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + patienceMs
  while (!isTrue()) {
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
