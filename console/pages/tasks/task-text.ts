import type { TaskResult, TaskRow } from '../../../contract/api/tasks.ts'
import { sentenceCase } from '../../../contract/plain-words.ts'
import type { Tone } from '../../ui/state-mark.tsx'

/** The state of a task in words, and the mark that says the same. */
export const taskStates: Record<TaskRow['state'], { readonly tone: Tone; readonly text: string }> = {
  queued: { tone: 'off', text: 'Waiting' },
  running: { tone: 'attention', text: 'Running' },
  done: { tone: 'ready', text: 'Done' },
  failed: { tone: 'failed', text: 'Failed' },
  cancelled: { tone: 'off', text: 'Cancelled' },
}

/** What a task does, as the beginning of a line: "Change the site of 5,000 users". */
export function titleText({ title }: Pick<TaskRow, 'title'>): string {
  return sentenceCase(title)
}

const phases = { reading: 'Reading', planning: 'Planning', writing: 'Writing', recording: 'Recording' } as const

/** What a running task is doing, with numbers: "Writing 2,000 of 5,000". */
export function progressText({
  state,
  phase,
  done,
  total,
}: Pick<TaskRow, 'state' | 'phase' | 'done' | 'total'>): string {
  if (state === 'queued') return 'Waiting to begin'
  const what = phase ? phases[phase] : 'Working'
  if (total === 0) return `${what} …`
  return done === 0 ? `${what} ${many(total)}` : `${what} ${many(done)} of ${many(total)}`
}

// What each phase has of the whole, as measured: writing takes longest.
const shares = { reading: [0, 15], planning: [15, 30], writing: [30, 75], recording: [75, 100] } as const

/** How far a task is, in percent. Everything becomes true at once, at the end. */
export function progressPercent({
  state,
  phase,
  done,
  total,
}: Pick<TaskRow, 'state' | 'phase' | 'done' | 'total'>): number {
  if (state !== 'running') return state === 'queued' ? 0 : 100
  const [from, to] = shares[phase ?? 'reading']
  return Math.round(from + (to - from) * (total > 0 ? Math.min(1, done / total) : 0))
}

/** What a finished task has done, in a sentence. */
export function resultText({ changed, unchanged, leftOutCount }: TaskResult): string {
  const parts = [
    changed === 0 ? 'Nothing was changed' : `${many(changed)} ${changed === 1 ? 'was' : 'were'} changed`,
    ...(unchanged > 0 ? [`${many(unchanged)} already ${unchanged === 1 ? 'was' : 'were'} that way`] : []),
    ...(leftOutCount > 0 ? [`${many(leftOutCount)} ${leftOutCount === 1 ? 'was' : 'were'} left out`] : []),
  ]
  return `${parts.join(', ')}.`
}

function many(count: number): string {
  return count.toLocaleString()
}
