import type { SipAccount } from '../../engine.ts'
import type { SipRequest } from '../sip/sip-message.ts'
import type { AccountCache } from './account-cache.ts'
import { ChallengeChoice } from './challenge-choice.ts'
import { challengeValue, type DigestAnswer, isRightAnswer, parseDigestAnswer } from './digest.ts'
import type { FailedAttempts } from './failed-attempts.ts'
import type { Nonces } from './nonce.ts'

export type AuthenticationResult =
  | { readonly kind: 'account'; readonly account: SipAccount }
  | { readonly kind: 'challenge'; readonly isStale: boolean }
  | { readonly kind: 'silence' }

/** Digest authentication of requests (RFC 3261 §22, RFC 8760). The tenant comes from the account, never from a domain. */
export class Authentication {
  private readonly realm: string
  private readonly nonces: Nonces
  private readonly accounts: AccountCache
  private readonly failures: FailedAttempts
  private readonly choice = new ChallengeChoice()

  constructor(realm: string, nonces: Nonces, accounts: AccountCache, failures: FailedAttempts) {
    this.realm = realm
    this.nonces = nonces
    this.accounts = accounts
    this.failures = failures
  }

  /** Who sent this request. A username that nobody has is treated as one with a wrong password. */
  async check(request: SipRequest, address: string): Promise<AuthenticationResult> {
    const answer = this.ourAnswer(request)
    if (!answer) return { kind: 'challenge', isStale: false }
    this.choice.answered(request, address)
    const now = Date.now()
    if (this.failures.isSilent(address, answer.username, now)) return { kind: 'silence' }
    if (!this.nonces.isOurs(answer.nonce)) return { kind: 'challenge', isStale: true }
    const account = await this.rightAccount(answer, request.method)
    if (!account) {
      const isSilent = this.failures.failed(address, answer.username, now)
      return isSilent ? { kind: 'silence' } : { kind: 'challenge', isStale: false }
    }
    const count = answer.protection ? Number.parseInt(answer.protection.nc, 16) : 1
    if (!this.nonces.isFresh(answer.nonce, now) || !this.nonces.use(answer.nonce, count, now)) {
      return { kind: 'challenge', isStale: true }
    }
    this.failures.succeeded(address, answer.username)
    return { kind: 'account', account }
  }

  /** The values of the challenge header fields for this request. */
  challenge(request: SipRequest, address: string, isStale: boolean): string[] {
    const now = Date.now()
    const { headers } = request
    const name = `${headers.get('via')}|${headers.get('call-id')}|${headers.get('cseq')}|${headers.get('from')}`
    const nonce = isStale ? this.nonces.make(now) : this.nonces.makeFor(name, now)
    const algorithms = this.choice.algorithmsFor(request, address)
    return algorithms.map((algorithm) => challengeValue(this.realm, nonce, algorithm, isStale))
  }

  /** The account whose secret made this answer. What the cache refuses is asked again: the secret may be new. */
  private async rightAccount(answer: DigestAnswer, method: string): Promise<SipAccount | undefined> {
    const cached = this.accounts.peek(answer.username)
    if (cached && isRightAnswer(answer, cached, method)) return cached
    const found = await this.accounts.find(answer.username)
    return isRightAnswer(answer, found, method) ? found : undefined
  }

  /** The answer to a challenge of ours, among those that other realms may have asked for. */
  private ourAnswer(request: SipRequest): DigestAnswer | null {
    const key = request.method === 'REGISTER' ? 'authorization' : 'proxy-authorization'
    for (const value of request.headers.all(key)) {
      const answer = parseDigestAnswer(value)
      if (answer?.realm === this.realm) return answer
    }
    return null
  }
}
