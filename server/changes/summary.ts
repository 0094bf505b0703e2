import { tookBack } from '../../contract/change-words.ts'
import { counted } from '../../contract/plain-words.ts'
import type { PlannedUser } from './intent.ts'

const verbs = {
  create: 'created',
  update: 'changed',
  suspend: 'suspended',
  delete: 'deleted',
  restore: 'restored',
  unchanged: 'looked at',
  invalid: 'could not change',
} as const satisfies Record<PlannedUser['kind'], string>

/** The middle of a sentence for history: "created Maya Ortiz", "changed 12 users". */
export function summaryOf(rows: readonly PlannedUser[]): string {
  const done = rows.filter((row) => row.kind !== 'unchanged')
  const [first] = done
  if (!first) return 'changed nothing'
  const kinds = new Set(done.map((row) => row.kind))
  const verb = kinds.size === 1 ? verbs[first.kind] : 'changed'
  if (done.length > 1) return `${verb} ${counted(done.length, 'user')}`
  const isReactivation =
    first.kind === 'update' && first.before?.state === 'suspended' && first.after.state === 'active'
  return `${isReactivation ? 'reactivated' : verb} ${first.after.firstName} ${first.after.lastName}`
}

const didAgain = 'did again: '

/** The same of an undo, and of the undo of an undo: "took back: created Maya Ortiz", "did again: created Maya Ortiz". `take`: as a thing still to be done. */
export function undoSummary(summary: string, tense: 'took' | 'take' = 'took'): string {
  const isUndo = summary.startsWith(tookBack)
  const what = isUndo || summary.startsWith(didAgain) ? summary.slice(summary.indexOf(': ') + 2) : summary
  if (tense === 'take') return `${isUndo ? 'do again' : 'take back'}: ${what}`
  return `${isUndo ? didAgain : tookBack}${what}`
}
