import type { CallView } from '../../../contract/api/calls.ts'
import type { Tone } from '../../ui/state-mark.tsx'

const outcomes: Record<NonNullable<CallView['outcome']>, { tone: Tone; text: string }> = {
  answered: { tone: 'ready', text: 'Answered' },
  busy: { tone: 'attention', text: 'Busy' },
  noAnswer: { tone: 'attention', text: 'No answer' },
  declined: { tone: 'attention', text: 'Declined' },
  unreachable: { tone: 'failed', text: 'No phone registered' },
  cancelled: { tone: 'off', text: 'Caller hung up' },
  refused: { tone: 'failed', text: 'Not allowed' },
  failed: { tone: 'failed', text: 'Failed' },
  interrupted: { tone: 'failed', text: 'Interrupted' },
}

/** What became of a call, or where it stands now. */
export function callState({ outcome, answeredAt }: Pick<CallView, 'outcome' | 'answeredAt'>): {
  tone: Tone
  text: string
} {
  if (outcome) return outcomes[outcome]
  return answeredAt ? { tone: 'ready', text: 'Talking now' } : { tone: 'attention', text: 'Ringing now' }
}
