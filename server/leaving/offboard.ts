import type { OffboardAnswer, OffboardSpec, OffboardWish } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { endRehearsal, rehearsable } from '../changes/rehearsal.ts'
import { refuseField } from '../problem-error.ts'
import { type CarriedOut, carryOutLeaving } from './carry-out.ts'
import { planLeaving } from './planned-leaving.ts'

/** Lets somebody leave now, or plans it. A dry run does the same and rolls back, so it cannot promise what would not happen. */
export async function offboard(
  ctx: Context,
  userId: Id,
  spec: OffboardSpec,
  isDryRun: boolean,
): Promise<OffboardAnswer> {
  const { at, ...wish } = spec
  const time = at === null ? null : futureTime(at)
  return rehearsable(() =>
    retryingCollisions((attempt) =>
      time === null
        ? offboardNow(ctx, userId, wish, attempt, isDryRun)
        : offboardLater(ctx, userId, wish, time, attempt, isDryRun),
    ),
  )
}

function futureTime(at: string): Date {
  const time = new Date(at)
  if (time.getTime() > Date.now()) return time
  return refuseField('/at', 'field_invalid', 'This time is over. Choose a later one, or let the person leave now.')
}

/** Lets somebody leave in one change set. */
export async function offboardNow(
  ctx: Context,
  userId: Id,
  wish: OffboardWish,
  attempt: number,
  isDryRun: boolean,
): Promise<OffboardAnswer> {
  const { result, changeSetId } = await changing(
    ctx,
    async (tx) => {
      const done = await carryOutLeaving(ctx, tx, userId, wish, attempt)
      if (isDryRun) endRehearsal({ changeSetId: null, at: null, steps: done.steps, problems: done.problems })
      return done
    },
    ({ name }) => `offboarded ${name}`,
  )
  return { changeSetId, at: null, steps: result.steps, problems: result.problems }
}

/** What would happen now is what is expected to happen then; whatever is wrong today is told today. */
async function offboardLater(
  ctx: Context,
  userId: Id,
  wish: OffboardWish,
  at: Date,
  attempt: number,
  isDryRun: boolean,
): Promise<OffboardAnswer> {
  const today = await rehearsable<CarriedOut>(async () => {
    const { result } = await changing(
      ctx,
      async (tx: ChangeTx) => endRehearsal(await carryOutLeaving(ctx, tx, userId, wish, attempt)),
      () => '',
    )
    return result
  })
  if (isDryRun) return { changeSetId: null, at: at.toISOString(), steps: today.steps, problems: today.problems }
  const { changeSetId } = await changing(
    ctx,
    (tx) => planLeaving(tx, { id: userId, name: today.name }, { at, wish, plannedBy: ctx.actor }),
    () => `planned the leaving of ${today.name}`,
  )
  return { changeSetId, at: at.toISOString(), steps: today.steps, problems: today.problems }
}
