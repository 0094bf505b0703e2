import { parseNameAddress } from '../sip/name-address.ts'
import type { SipRequest } from '../sip/sip-message.ts'

export type DigestAlgorithm = 'SHA-256' | 'MD5'

/** The stronger first (RFC 8760 §2.4); JsSIP and others take the last that they know. */
const usual: readonly DigestAlgorithm[] = ['SHA-256', 'MD5']
const onlyMd5: readonly DigestAlgorithm[] = ['MD5']
const patience = 2
const maximumRemembered = 10_000

interface Unanswered {
  lastRequest: string
  count: number
}

/**
 * Which algorithms a phone is offered. RFC 8760 expects phones to skip what they do not know, but some give up
 * at the sight of it. Known ones get MD5 alone at once; others after they have left two challenges unanswered.
 * It lets nobody in who would stay out otherwise: MD5 is on offer to all.
 */
export class ChallengeChoice {
  private readonly unanswered = new Map<string, Unanswered>()

  /** The algorithms of a challenge to this request, which carried no answer to one. */
  algorithmsFor(request: SipRequest, address: string): readonly DigestAlgorithm[] {
    if (stumblesOverSha256(request.headers.get('user-agent') ?? '')) return onlyMd5
    return this.note(keyOf(request, address), nameOf(request)) > patience ? onlyMd5 : usual
  }

  answered(request: SipRequest, address: string): void {
    if (this.unanswered.size > 0) this.unanswered.delete(keyOf(request, address))
  }

  /** Counts requests, not their retransmissions. */
  private note(key: string, lastRequest: string): number {
    const found = this.unanswered.get(key) ?? { lastRequest: '', count: 0 }
    if (found.lastRequest !== lastRequest) found.count++
    found.lastRequest = lastRequest
    this.unanswered.delete(key)
    this.unanswered.set(key, found)
    if (this.unanswered.size > maximumRemembered) this.forgetOldest()
    return found.count
  }

  private forgetOldest(): void {
    const [oldest] = this.unanswered.keys()
    if (oldest !== undefined) this.unanswered.delete(oldest)
  }
}

/** sipp 3.6 reads the first challenge only; baresip up to 1.x (libre's digest) fails at any algorithm but MD5. */
function stumblesOverSha256(userAgent: string): boolean {
  return /^(sipp\b|baresip v[01]\.)/i.test(userAgent)
}

function keyOf(request: SipRequest, address: string): string {
  return `${address}|${parseNameAddress(request.headers.get('from') ?? '')?.uri.slice(0, 200)}`
}

function nameOf(request: SipRequest): string {
  return `${request.headers.get('call-id')?.slice(0, 200)}|${request.headers.get('cseq')}`
}
