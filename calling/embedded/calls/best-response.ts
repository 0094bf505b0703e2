import type { RingOutcome } from '../../decide/call-plan.ts'
import type { SipResponse } from '../sip/sip-message.ts'

/**
 * The response that tells the caller most (RFC 3261 §16.7 step 6), lowest rank first. It departs from the RFC where
 * the RFC would mislead: redirections are not followed, and a challenge by a device is no business of the caller's.
 */
export function bestResponse(responses: readonly SipResponse[]): SipResponse | null {
  let best: SipResponse | null = null
  for (const response of responses) if (!best || rank(response.status) < rank(best.status)) best = response
  return best
}

function rank(status: number): number {
  if (status >= 600) return 0
  if (status === 486) return 1
  // A phone without a common audio format says nothing about the person; another phone's answer is better.
  if (status === 488 || status === 415) return 6
  if (status === 408 || status === 487) return 5
  if (status === 480) return 4
  if (status === 401 || status === 407 || status < 400) return 8
  return status < 500 ? 3 : 7
}

/** What the responses of all devices mean for the plan. */
export function outcomeOf(responses: readonly SipResponse[], hasRung: boolean): RingOutcome {
  const has = (...statuses: number[]) => responses.some((response) => statuses.includes(response.status))
  if (has(486, 600)) return 'busy'
  if (has(403) || responses.some((response) => response.status > 600)) return 'declined'
  // What rang and then ended without a word, or with nothing better than "timed out", was not answered.
  const hasReached = hasRung && responses.every((response) => [408, 480, 487, 488].includes(response.status))
  return hasReached ? 'noAnswer' : 'unreachable'
}
