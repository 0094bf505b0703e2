import type { NumbersMoved } from '../../contract/api/numbers.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { editing } from '../changes/make-intent.ts'
import { planView } from '../changes/plan-view.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { StalePlan } from '../changes/stale-plan.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { lockUsers } from '../users/user-locks.ts'
import { changeNumbers } from './change-numbers.ts'
import { holdersOf } from './detach-numbers.ts'
import { formatNumber } from './format-number.ts'
import { lockNumbers } from './inventory-store.ts'
import { lockPorted } from './porting.ts'

const restMs = 30 * 24 * 3600_000

/** Thrown so that the transaction of a dry run rolls back: it promises nothing that would not happen. */
class PreviewEnds extends Error {
  readonly answer: NumbersMoved
  constructor(answer: NumbersMoved) {
    super('dry run')
    this.answer = answer
  }
}

interface Completion {
  readonly number: string
  readonly temporaryNumber: 'rests' | 'free'
  readonly isDryRun: boolean
}

/** The ported number is here: it takes the place of its temporary one in one step, and that one rests or is free. */
export async function completePorting(ctx: Context, wish: Completion): Promise<NumbersMoved> {
  try {
    const { result, changeSetId } = await retryingCollisions((attempt) =>
      changing(
        ctx,
        (tx) => switchOver(ctx, tx, wish, attempt),
        () => `completed the porting of ${formatNumber(wish.number)}`,
      ),
    )
    if (!changeSetId) throw new Error('A completed porting leaves a change.')
    return { changeSetId, sentence: result }
  } catch (error) {
    if (error instanceof PreviewEnds) return error.answer
    throw error
  }
}

async function switchOver(
  ctx: Context,
  tx: ChangeTx,
  { number, temporaryNumber: afterwards, isDryRun }: Completion,
  attempt: number,
): Promise<string> {
  const temporary = await temporaryOf(tx, number)
  const people = temporary ? await holdersOf(tx, [temporary]) : []
  // People before numbers, as everybody locks them.
  await lockUsers(tx, people, false)
  const { record } = await lockPorted(tx, number)
  if (record.temporaryNumber !== temporary) throw new StalePlan('number')
  await changeNumbers(tx, [{ before: record, after: { ...record, porting: null, temporaryNumber: null } }])
  const facts = await loadUserFacts(tx, people)
  const intents = [...facts].map(([id, user]) =>
    editing(id, { numbers: user.record.numbers.map((one) => (one === temporary ? number : one)) }),
  )
  const { plan } = await planAndApply(ctx, tx, intents, attempt)
  if (temporary && people.length > 0 && afterwards === 'rests') await letRest(tx, temporary)
  if (isDryRun) throw new PreviewEnds(planView(plan))
  const [person] = facts.values()
  const display = formatNumber(number)
  return person
    ? `${display} now rings ${person.record.firstName} ${person.record.lastName}.`
    : `${display} is free to give.`
}

async function temporaryOf(tx: ChangeTx, number: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('phone_number')
    .select('temporary_number')
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', number)
    .executeTakeFirst()
  return row?.temporary_number ?? null
}

/** Callers may have learned the temporary number: it reaches no stranger for a while. */
async function letRest(tx: ChangeTx, number: string): Promise<void> {
  const held = (await lockNumbers(tx, [number])).get(number)
  if (!held) throw new StalePlan('number')
  const restsUntil = new Date(Date.now() + restMs).toISOString()
  await changeNumbers(tx, [{ before: held.record, after: { ...held.record, restsUntil } }])
}
