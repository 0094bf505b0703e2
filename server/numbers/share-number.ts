import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { ProblemError, problemAt, refuseField } from '../problem-error.ts'
import { changeNumbers } from './change-numbers.ts'
import { formatNumber } from './format-number.ts'
import { lockNumbers } from './inventory-store.ts'
import { callerIdUses } from './number-uses.ts'
import { namesOf } from './why-not-releasable.ts'

/** Lets anybody here show the number as caller ID, under a name; with null no more, which is refused while somebody shows it. */
export async function shareNumber(
  ctx: Context,
  number: string,
  name: string | null,
): Promise<{ changeSetId: Id | null }> {
  const display = formatNumber(number)
  const { changeSetId } = await changing(
    ctx,
    (tx) => shareInTx(tx, number, name),
    () => (name ? `shared ${display} as ${name}` : `ended the sharing of ${display}`),
  )
  return { changeSetId }
}

async function shareInTx(tx: ChangeTx, number: string, name: string | null): Promise<void> {
  const display = formatNumber(number)
  const held = (await lockNumbers(tx, [number])).get(number)
  if (!held) refuseField('/number', 'number_unknown', `${display} is not among your company’s numbers.`)
  const { record, userId } = held
  if (name !== null && record.porting)
    refuseField('/number', 'number_in_porting', `${display} can be shown once it is here.`)
  if (name !== null && record.restsUntil)
    refuseField('/number', 'number_quarantined', `${display} rests, so that nobody calls back somebody who left.`)
  if (name === null) {
    const others = (await callerIdUses(tx, [number])).filter((use) => use.userId !== userId)
    if (others.length > 0) {
      const message = `${namesOf(others)} shows ${display} as caller ID. Choose another for them first.`
      throw new ProblemError('number_shown_as_caller_id', message, [
        problemAt('/number', 'number_shown_as_caller_id', message),
      ])
    }
  }
  await changeNumbers(tx, [{ before: record, after: { ...record, sharedName: name } }])
}
