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
  if (done.length > 1) return `${verb} ${done.length} users`
  const isReactivation =
    first.kind === 'update' && first.before?.state === 'suspended' && first.after.state === 'active'
  return `${isReactivation ? 'reactivated' : verb} ${first.after.firstName} ${first.after.lastName}`
}
