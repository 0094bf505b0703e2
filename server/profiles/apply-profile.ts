import type { BulkPlan } from '../../contract/api/bulk-edit.ts'
import type { TaskResult } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { countsOf, requireSamePlan } from '../bulk/bulk-fingerprint.ts'
import { bulkResult } from '../bulk/bulk-result.ts'
import { bulkPlanView } from '../bulk/preview-bulk-edit.ts'
import { carryOut } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { StepsAround } from '../changes/steps-around.ts'
import { type ApplyInput, planProfileApply } from './plan-profile-apply.ts'

/** What applying a profile would do, and nothing happens. */
export async function previewProfileApply(ctx: Context, input: ApplyInput): Promise<BulkPlan> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => bulkPlanView(await planProfileApply(tx, input, null)))
}

/** Gives people what the profile says, in one transaction. Who cannot be changed stays as they are and is named. */
export async function applyProfile(
  ctx: Context,
  input: ApplyInput,
  steps: StepsAround = {},
): Promise<TaskResult & { readonly changeSetId: Id | null }> {
  return retryingCollisions((attempt) => applyOnce(ctx, input, steps, attempt))
}

async function applyOnce(ctx: Context, input: ApplyInput, steps: StepsAround, attempt: number) {
  const work = async (tx: ChangeTx) => {
    await steps.begin?.(tx)
    const planned = await planProfileApply(tx, input, attempt)
    const { changed, unchanged, refused } = countsOf(planned)
    tx.report({ phase: 'planning', done: 0, total: changed + unchanged + refused })
    await requireSamePlan(tx, input.spec.fingerprint, planned)
    await carryOut(ctx, tx, planned.plan)
    const result = bulkResult(planned)
    await steps.end?.(tx, result)
    return { result, name: planned.profile.name }
  }
  const summary = ({ result, name }: Awaited<ReturnType<typeof work>>) => applyWords(name, result.changed, 'applied')
  const { result, changeSetId } = await changing(ctx, work, summary, null, steps.report)
  return { ...result.result, changeSetId }
}

/** The middle of a sentence: "applied the profile Sales to 12 users". */
export function applyWords(name: string, users: number, verb: 'apply' | 'applied'): string {
  return `${verb} the profile ${name} to ${counted(users, 'user')}`
}
