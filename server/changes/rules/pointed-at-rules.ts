import { sentenceCase } from '../../../contract/plain-words.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { PointedAt, Snapshot } from '../intent.ts'

/** Calls of others that lead to somebody who goes away would be lost: offboarding asks what is to become of them. */
export function warnOfCallsThatLeadHere(draft: Draft, snapshot: Snapshot): void {
  const isLeaving = draft.kind === 'delete' || draft.kind === 'suspend'
  const pointed = isLeaving ? snapshot.pointedAt.get(draft.intent.userId) : undefined
  if (!pointed) return
  const message = `${whose(pointed)} would be lost. Offboard this person instead, and they go to a successor.`
  draft.problems.push(problemAt('/state', 'still_in_use', message, [], 'warning'))
}

function whose({ forwarders, firstName, takenOver }: PointedAt): string {
  const others = forwarders - 1
  const names = `${firstName}${others > 0 ? ` and ${others.toLocaleString('en')} ${others > 1 ? 'others' : 'other'}` : ''}`
  const parts = [
    ...(forwarders > 0 ? [`calls that ${names} ${forwarders > 1 ? 'forward' : 'forwards'} here`] : []),
    ...(takenOver > 0 ? ['calls taken over from people who left before'] : []),
  ].join(' and ')
  return sentenceCase(parts)
}
