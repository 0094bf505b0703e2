const allowedFailures = { account: 10, address: 100 } as const
const firstSilenceMs = 5_000
const longestSilenceMs = 300_000
const maximumEntries = 20_000

interface Failures {
  count: number
  silentUntil: number
}

/**
 * Wrong passwords, counted per source address and username, and per source address alone. Whoever has too many gets no
 * answer for a time that doubles. Right answers from a noisy address still pass: an office behind one address
 * is not locked out by one misconfigured phone, and the silence tells nobody which usernames exist.
 */
export class FailedAttempts {
  private readonly failures = new Map<string, Failures>()

  /** Whether this username is silent from this address, whatever it says. */
  isSilent(address: string, username: string, now: number): boolean {
    return this.isKeySilent(`${address}|${username}`, now)
  }

  /** Takes note of a wrong answer; true when it should get no answer at all. */
  failed(address: string, username: string, now: number): boolean {
    const isAddressSilent = this.isKeySilent(address, now)
    this.count(address, allowedFailures.address, now)
    this.count(`${address}|${username}`, allowedFailures.account, now)
    return isAddressSilent
  }

  succeeded(address: string, username: string): void {
    if (this.failures.size > 0) this.failures.delete(`${address}|${username}`)
  }

  private isKeySilent(key: string, now: number): boolean {
    const found = this.failures.get(key)
    return found !== undefined && found.silentUntil > now
  }

  private count(key: string, allowed: number, now: number) {
    const found = this.failures.get(key) ?? { count: 0, silentUntil: 0 }
    // Long after the last silence the slate is clean.
    if (found.silentUntil > 0 && now - found.silentUntil > longestSilenceMs) found.count = 0
    found.count++
    const beyond = found.count - allowed
    if (beyond >= 0) found.silentUntil = now + Math.min(firstSilenceMs * 2 ** beyond, longestSilenceMs)
    // Set anew so that the map stays in order of last use.
    this.failures.delete(key)
    this.failures.set(key, found)
    if (this.failures.size > maximumEntries) for (const oldest of this.failures.keys()) return this.forget(oldest)
  }

  private forget(key: string): void {
    this.failures.delete(key)
  }
}
