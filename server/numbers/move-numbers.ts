import type { NumbersMoved } from '../../contract/api/numbers.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserRecord } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { planAndApply, previewUsers } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import type { Intent } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import { changing } from '../changes/record-changes.ts'
import { StalePlan } from '../changes/stale-plan.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseField, refuseMissing } from '../problem-error.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { lockUsers } from '../users/user-locks.ts'
import { holdersOf } from './detach-numbers.ts'
import { formatNumber } from './format-number.ts'

type People = ReadonlyMap<Id, UserRecord>

/** Moves a number to somebody, or to nobody: whoever had it and whoever gets it change in one plan. */
export async function moveNumber(
  ctx: Context,
  wish: { readonly number: string; readonly toUserId: Id | null; readonly asPrimary: boolean },
  isDryRun: boolean,
): Promise<NumbersMoved> {
  const { number, toUserId, asPrimary } = wish
  return rearrange(ctx, isDryRun, [number], toUserId ? [toUserId] : [], (people) => {
    const target = toUserId ? people.get(toUserId) : undefined
    if (toUserId && !target) refuseMissing('user')
    const without = (record: UserRecord) => record.numbers.filter((one) => one !== number)
    const intents = [...people].map(([id, record]) => {
      if (id !== toUserId) return editing(id, { numbers: without(record) })
      return editing(id, { numbers: asPrimary ? [number, ...without(record)] : [...without(record), number] })
    })
    const display = formatNumber(number)
    if (!target) return { intents, summary: `freed ${display}`, sentence: `${display} is free.` }
    const name = nameOf(target)
    return { intents, summary: `moved ${display} to ${name}`, sentence: `${display} now rings ${name}.` }
  })
}

/** Exchanges two numbers, each taking the other's place; where nobody has one of them, the other becomes free. */
export async function swapNumbers(
  ctx: Context,
  { first, second }: { readonly first: string; readonly second: string },
  isDryRun: boolean,
): Promise<NumbersMoved> {
  if (first === second) refuseField('/second', 'field_invalid', 'Choose two different numbers.')
  return rearrange(ctx, isDryRun, [first, second], [], (people) => {
    if (people.size === 0)
      refuseField('/first', 'field_invalid', 'Nobody has either of these numbers, so there is nothing to exchange.')
    const other = (number: string) => (number === first ? second : number === second ? first : number)
    const intents = [...people].map(([id, record]) => editing(id, { numbers: record.numbers.map(other) }))
    const both = `${formatNumber(first)} and ${formatNumber(second)}`
    return { intents, summary: `swapped ${both}`, sentence: `${both} changed places.` }
  })
}

interface Arranged {
  readonly intents: readonly Intent[]
  /** For history: the middle of a sentence. */
  readonly summary: string
  readonly sentence: string
}

/** Plans what `arrange` makes of everybody who has one of these numbers, and of these others, and carries it out unless it is a dry run. */
async function rearrange(
  ctx: Context,
  isDryRun: boolean,
  numbers: readonly string[],
  others: readonly Id[],
  arrange: (people: People) => Arranged,
): Promise<NumbersMoved> {
  const arranged = async (tx: TenantTx) => {
    const holders = await holdersOf(tx, numbers)
    const ids = [...new Set([...holders, ...others])]
    await lockUsers(tx, ids, false)
    // While we waited for the people, a number may have gone to somebody else.
    if ((await holdersOf(tx, numbers)).some((id) => !ids.includes(id))) throw new StalePlan('number')
    const facts = await loadUserFacts(tx, ids)
    return arrange(new Map([...facts].map(([id, { record }]) => [id, record])))
  }
  if (isDryRun) {
    const { intents } = await ctx.house.db.inTenant(ctx.tenantId, arranged)
    return previewUsers(ctx, intents)
  }
  const { result, changeSetId } = await retryingCollisions((attempt) =>
    changing(
      ctx,
      async (tx) => {
        const made = await arranged(tx)
        if (made.intents.length > 0) await planAndApply(ctx, tx, made.intents, attempt)
        return made
      },
      ({ summary }) => summary,
    ),
  )
  if (!changeSetId) throw new ProblemError('conflict', 'Everything is like that already, so nothing was changed.')
  return { changeSetId, sentence: result.sentence }
}

function nameOf(record: UserRecord): string {
  return `${record.firstName} ${record.lastName}`
}
