import type { CallView } from '../../contract/api/calls.ts'
import type { Direction, Peer } from './call-state.ts'
import { clock } from './call-words.ts'

/** A call of the past as the list shows it. */
export interface RecentCall {
  readonly id: string
  readonly direction: Direction
  readonly peer: Peer
  /** What to dial to call back; empty when the caller hid it. */
  readonly number: string
  readonly isMissed: boolean
  /** `2:31`, `Missed`, `No answer` … */
  readonly words: string
  readonly startedAt: string
}

/** A call record from the side of the person `userId`. */
export function recentCallOf(call: CallView, userId: string): RecentCall {
  const direction = call.caller.userId === userId ? 'out' : 'in'
  const { name, number } = direction === 'out' ? call.callee : call.caller
  const dialed = number || (direction === 'out' ? call.dialed : '')
  const isMissed = direction === 'in' && isMissedOutcome(call.outcome)
  return {
    id: call.id,
    direction,
    peer: { name: name && name !== dialed ? name : null, number: dialed },
    number: dialed,
    isMissed,
    words: wordsOf(call, isMissed),
    startedAt: call.startedAt,
  }
}

/** The missed calls that came after `seenAt` (ISO 8601), which the badge counts. */
export function unseenMissed(calls: readonly RecentCall[], seenAt: string): number {
  return calls.filter(({ isMissed, startedAt }) => isMissed && startedAt > seenAt).length
}

type Outcome = CallView['outcome']

function isMissedOutcome(outcome: Outcome): boolean {
  return outcome !== null && !['answered', 'declined', 'interrupted', 'refused'].includes(outcome)
}

function wordsOf({ outcome, talkSeconds, answeredAt }: CallView, isMissed: boolean): string {
  if (isMissed) return 'Missed'
  if (outcome === null) return answeredAt ? 'Talking now' : 'Ringing now'
  if (talkSeconds !== null && answeredAt) return clock(talkSeconds)
  return outcomeWords[outcome]
}

const outcomeWords: Record<NonNullable<Outcome>, string> = {
  answered: 'Answered',
  busy: 'Busy',
  noAnswer: 'No answer',
  declined: 'Declined',
  unreachable: 'Not reachable',
  cancelled: 'Cancelled',
  refused: 'Not allowed',
  failed: 'Failed',
  interrupted: 'Interrupted',
}
