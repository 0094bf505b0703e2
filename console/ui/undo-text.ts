import type { z } from 'zod'
import type { UndoAnswer } from '../../contract/api/change-sets.ts'

/** What came of an undo, in a sentence: how many were taken back, and what was left alone. */
export function undoSentence({ undone, conflicts }: z.infer<typeof UndoAnswer>): string {
  const left = conflicts.map(({ message }) => message).join(' ')
  if (undone === 0) return left ? `Nothing was taken back. ${left}` : 'There was nothing left to take back.'
  const done = undone === 1 ? 'Taken back.' : `${undone.toLocaleString()} changes were taken back.`
  return left ? `${done} Left alone: ${left}` : done
}
