import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'

export const nonceLifetimeMs = 300_000
const sameNonceMs = 16_000
const maximumRemembered = 200_000

/**
 * Nonces that need no memory to be recognised: a time and a salt, signed (RFC 7616 §3.3).
 * Only the highest `nc` of those that were used is remembered, so that nothing can be played back.
 */
export class Nonces {
  // Five times as fast as signing with the bytes.
  private readonly key: KeyObject
  private recent = new Map<string, number>()
  private older = new Map<string, number>()
  /** Nonces made before this time count as stale: their `nc` may have been forgotten. */
  private forgottenBefore = 0
  private turnedAt = Date.now()

  constructor(key: Buffer) {
    this.key = createSecretKey(key)
  }

  make(now: number): string {
    return this.signed(now, randomBytes(6).toString('hex'))
  }

  /**
   * The nonce for one request: a repetition of it gets the same one, so that the repeated challenge is
   * recognised as a repetition too, although no transaction remembers it (RFC 3261 §8.2.7).
   */
  makeFor(request: string, now: number): string {
    const madeAt = now - (now % sameNonceMs)
    return this.signed(madeAt, this.sign(`${madeAt}|${request}`).slice(0, 12))
  }

  private signed(madeAt: number, salt: string): string {
    const text = madeAt.toString(36).padStart(9, '0') + salt
    return text + this.sign(text)
  }

  /** Whether we made this nonce, however long ago. */
  isOurs(nonce: string): boolean {
    const expected = Buffer.from(this.sign(nonce.slice(0, 21)))
    const actual = Buffer.from(nonce.slice(21))
    return actual.length === expected.length && timingSafeEqual(actual, expected)
  }

  isFresh(nonce: string, now: number): boolean {
    const madeAt = Number.parseInt(nonce.slice(0, 9), 36)
    return madeAt > now - nonceLifetimeMs && madeAt <= now && madeAt >= this.forgottenBefore
  }

  /** Takes note that `count` was used with this nonce; false when it, or a higher one, was used before. */
  use(nonce: string, count: number, now: number): boolean {
    const last = this.recent.get(nonce) ?? this.older.get(nonce) ?? 0
    if (count <= last) return false
    this.recent.set(nonce, count)
    if (now - this.turnedAt > nonceLifetimeMs || this.recent.size > maximumRemembered) this.turn(now)
    return true
  }

  /** Forgets the older half. When that comes early, because of load, what it knew becomes stale rather than replayable. */
  private turn(now: number): void {
    this.forgottenBefore = Math.max(this.forgottenBefore, this.older.size > 0 ? this.turnedAt : 0)
    this.older = this.recent
    this.recent = new Map()
    this.turnedAt = now
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex').slice(0, 24)
  }
}
