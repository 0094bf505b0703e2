import type { Problem } from '../../../contract/problems.ts'
import { UserSpec } from '../../../contract/user-spec.ts'
import { fieldOfPointer } from '../../../web/problem-text.ts'
import { schemaErrors } from '../../form/schema-errors.ts'

interface Shown {
  /** Fields that were left at least once. */
  readonly left: ReadonlySet<string>
  /** Whether a save was tried: then every problem shows. */
  readonly isTried: boolean
}

/** What the contract refuses in a spec, in the plan's own form. */
export function contractProblems(spec: UserSpec): Problem[] {
  return Object.entries(schemaErrors(UserSpec, spec)).map(([path, message]) => ({
    code: 'field_invalid',
    severity: 'error',
    field: `/${path.replaceAll('.', '/')}`,
    message,
    fixes: [],
  }))
}

/**
 * The one problem to show at each field. A field that is still being typed for the first time is not called wrong, except where it
 * clashes with what others have: that is worth knowing at once.
 */
export function problemsToShow(problems: readonly Problem[], shown: Shown): ReadonlyMap<string, Problem> {
  const byField = new Map<string, Problem>()
  for (const problem of [...problems].sort(bySeverity)) {
    const field = fieldOfPointer(problem.field)
    const wasLeft = [...shown.left].some((left) => isUnder(field, left))
    const isEarly = problem.code === 'field_required' || problem.code === 'field_invalid'
    if (isEarly && !shown.isTried && !wasLeft) continue
    if (!byField.has(field)) byField.set(field, problem)
  }
  return byField
}

/** Whether a field is this one or inside it: `numbers.0` is under `numbers`. */
export function isUnder(field: string, outer: string): boolean {
  return field === outer || field.startsWith(`${outer}.`)
}

const order = { error: 0, shortage: 1, warning: 2 }

function bySeverity(a: Problem, b: Problem): number {
  return order[a.severity] - order[b.severity]
}

/** Whether a save would be refused. */
export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity !== 'warning')
}
