import type { LicensesChanged } from '../../contract/api/licenses.ts'
import type { TaskResult } from '../../contract/api/tasks.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { firstLeftOut } from '../bulk/bulk-result.ts'
import { carryOut } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import type { PlannedUser } from '../changes/intent.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { StepsAround } from '../changes/steps-around.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { type LicenseChangePlan, type LicenseChangeWish, planLicenseChange } from './plan-license-change.ts'

/** What a change of licences would do; nothing happens. */
export async function previewLicenses(ctx: Context, wish: LicenseChangeWish): Promise<LicensesChanged> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) =>
    changedOf(await planLicenseChange(tx, wish, null), null, 'would'),
  )
}

/** Gives many people another licence type, or takes theirs back, in one transaction: down the road of every other change. */
export async function changeLicenses(
  ctx: Context,
  wish: LicenseChangeWish,
  steps: StepsAround = {},
): Promise<LicensesChanged> {
  return retryingCollisions(async (attempt) => {
    const work = async (tx: ChangeTx) => {
      await steps.begin?.(tx)
      const planned = await planLicenseChange(tx, wish, attempt)
      if (wish.losing === 'refuse') refuseLosses(planned)
      if (wish.losing !== 'stay') refuseInvalid(planned.refused)
      await carryOut(ctx, tx, planned.plan)
      await steps.end?.(tx, resultOf(planned))
      return planned
    }
    const { result, changeSetId } = await changing(ctx, work, summaryOf, null, steps.report)
    return changedOf(result, changeSetId, 'did')
  })
}

function refuseLosses({ losses, to }: LicenseChangePlan): void {
  // Calls end with a licence that is taken back: that is what taking it back means.
  const [first] = losses
  if (!first || !to) return
  const fixes = [
    { label: 'Move the others', set: { losing: 'stay' } },
    ...(losses.some(({ right }) => right !== 'calls')
      ? [{ label: 'Move all, and give that up', set: { losing: 'giveUp' } }]
      : []),
  ]
  const problems = losses.map(({ sentence }) => problemAt('/losing', 'license_right_in_use', sentence, fixes))
  throw new ProblemError('license_right_in_use', losses.map(({ sentence }) => sentence).join(' '), problems)
}

function refuseInvalid(refused: readonly PlannedUser[]): void {
  const problems = refused.flatMap(({ problems }) => problems.filter(({ severity }) => severity !== 'warning'))
  const [worst] = problems
  if (worst) throw new ProblemError(worst.code, worst.message, problems.slice(0, 100))
}

function resultOf({ plan, refused, spared }: LicenseChangePlan): TaskResult {
  const leftOut = firstLeftOut({ refused, missing: [] })
  return { changed: plan.rows.length, unchanged: spared, leftOutCount: refused.length, leftOut }
}

function changedOf(planned: LicenseChangePlan, changeSetId: string | null, how: 'would' | 'did'): LicensesChanged {
  const { plan, refused, spared, losses } = planned
  const stops = refused.flatMap(({ problems }) => problems.find(({ severity }) => severity !== 'warning') ?? [])
  return {
    changeSetId,
    changed: plan.rows.length,
    stayed: refused.length + spared,
    reasons: [...new Set(stops.map(({ message }) => message))].slice(0, 5),
    losses: [...losses],
    missing: stops.filter(({ code }) => code === 'license_pool_empty').length,
    sentence: sentenceOf(planned, how),
  }
}

/** The middle of a sentence for history. */
function summaryOf({ from, to, plan }: LicenseChangePlan): string {
  const people = counted(plan.rows.length, 'person', 'people')
  return to ? `moved ${people} from ${from.name} to ${to.name}` : `took ${from.name} licences back from ${people}`
}

function sentenceOf({ from, to, plan, refused, spared }: LicenseChangePlan, how: 'would' | 'did'): string {
  const count = plan.rows.length
  const people = counted(count, 'person', 'people')
  const stayed = refused.length + spared
  const rest =
    stayed > 0
      ? ` ${counted(stayed, 'person', 'people')} ${how === 'would' ? 'would keep' : 'kept'} what they have.`
      : ''
  if (!to) {
    const are = how === 'did' ? (count === 1 ? 'is' : 'are') : 'would be'
    return `${counted(count, 'licence')} of ${from.name} ${are} free again.${rest}`
  }
  const get = how === 'would' ? 'would get' : 'got'
  return `${people} ${get} a ${to.name} licence instead of ${from.name}; everything else stays as it is.${rest}`
}
