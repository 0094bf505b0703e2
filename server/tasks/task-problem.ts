import pg from 'pg'
import type { TaskProblem } from '../../contract/api/tasks.ts'
import { problemOfConstraint } from '../db/constraints.ts'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'

/** Why a task failed, in words; what is nobody's fault but ours goes to the log. */
export function taskProblem(house: Pick<House, 'log'>, error: unknown): TaskProblem {
  const known = error instanceof pg.DatabaseError ? problemOfConstraint(error) : error
  if (known instanceof ProblemError) {
    const { code, message, problems } = known
    return { code, detail: message, errors: problems.slice(0, 100) }
  }
  house.log.error({ err: error }, 'A task failed because of a fault of ours.')
  return { code: 'internal_error', detail: 'Something went wrong on our side. Nothing was changed.', errors: [] }
}
