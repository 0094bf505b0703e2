import type { RingOutcome } from './call-plan.ts'

/** What a caller is told whom nobody answered. */
export function outcomeInWords(outcome: RingOutcome, name: string): string {
  if (outcome === 'busy') return `${name} is busy.`
  if (outcome === 'declined') return `${name} declined the call.`
  if (outcome === 'noAnswer') return `${name} did not answer.`
  return `No phone of ${name} can be reached.`
}
