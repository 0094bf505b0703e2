import type { TaskResult } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { carryOut } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { StepsAround } from '../changes/steps-around.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { countsOf, requireSamePlan } from './bulk-fingerprint.ts'
import { bulkResult } from './bulk-result.ts'
import { bulkWords } from './bulk-words.ts'
import { type BulkInput, type BulkPlanned, leftOutOf, planBulkEdit, worstOf } from './plan-bulk-edit.ts'

const mostProblems = 100

/** Changes everybody who is meant in one transaction, or nobody; with `skipInvalid` everybody who can be changed. */
export async function bulkEdit(
  ctx: Context,
  input: BulkInput,
  steps: StepsAround = {},
): Promise<TaskResult & { readonly changeSetId: Id | null }> {
  return retryingCollisions((attempt) => editOnce(ctx, input, steps, attempt))
}

async function editOnce(ctx: Context, input: BulkInput, steps: StepsAround, attempt: number) {
  const { spec } = input
  const work = async (tx: ChangeTx): Promise<TaskResult> => {
    await steps.begin?.(tx)
    const planned = await planBulkEdit(tx, input, attempt)
    const counts = countsOf(planned)
    tx.report({ phase: 'planning', done: 0, total: counts.changed + counts.unchanged + counts.refused })
    await requireSamePlan(tx, spec.fingerprint, planned)
    if (counts.refused > 0 && !spec.skipInvalid) throw refusal(planned)
    await carryOut(ctx, tx, planned.plan)
    const result = bulkResult(planned)
    await steps.end?.(tx, result)
    return result
  }
  const summary = ({ changed }: TaskResult) => bulkWords(spec.set, changed, 'did')
  const { result, changeSetId } = await changing(ctx, work, summary, null, steps.report)
  return { ...result, changeSetId }
}

/** Why nobody was changed: the first reason in full, each person with theirs. */
function refusal(planned: BulkPlanned): ProblemError {
  const { changed, unchanged, refused } = countsOf(planned)
  const all = changed + unchanged + refused
  const problems = leftOutOf(planned)
    .slice(0, mostProblems)
    .map(({ label, field, message }, index) => {
      const worst = planned.refused[index] && worstOf(planned.refused[index])
      const { code = 'not_found', severity = 'error' } = worst ?? {}
      return problemAt(field && `/set${field}`, code, `${label}: ${message}`, [], severity)
    })
  const [first] = problems
  const who = `${refused.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} users cannot be changed, so nobody was.`
  return new ProblemError(first?.code ?? 'conflict', `${who} ${first?.message ?? ''}`, problems)
}
