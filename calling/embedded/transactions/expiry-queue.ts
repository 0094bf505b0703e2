/**
 * Remembers things for a fixed time with one timer for all of them. Over its bound it lets go of the oldest early:
 * memory stays flat under load.
 */
export class ExpiryQueue<T> {
  private readonly deadlines = new Map<T, number>()
  private readonly sweeping: NodeJS.Timeout
  private readonly delayMs: number
  private readonly maximum: number
  private readonly expired: (item: T) => void

  constructor(delayMs: number, maximum: number, expired: (item: T) => void) {
    this.delayMs = delayMs
    this.maximum = maximum
    this.expired = expired
    this.sweeping = setInterval(() => this.sweep(), 500)
    this.sweeping.unref()
  }

  get size(): number {
    return this.deadlines.size
  }

  add(item: T) {
    this.deadlines.set(item, Date.now() + this.delayMs)
    if (this.deadlines.size <= this.maximum) return
    for (const oldest of this.deadlines.keys()) return this.expire(oldest)
  }

  // The delay is the same for all, so insertion order is the order of deadlines.
  private sweep(): void {
    const now = Date.now()
    for (const [item, deadline] of this.deadlines) {
      if (deadline > now) return
      this.expire(item)
    }
  }

  private expire(item: T): void {
    this.deadlines.delete(item)
    this.expired(item)
  }

  close(): void {
    clearInterval(this.sweeping)
    this.deadlines.clear()
  }
}
