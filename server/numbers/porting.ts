import type { NumberPorting } from '../../contract/e164.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, problemAt, refuseField, refuseMissing } from '../problem-error.ts'
import { changeNumbers } from './change-numbers.ts'
import { addUnowned } from './claim-numbers.ts'
import { letGo } from './end-quarantine.ts'
import { formatNumber } from './format-number.ts'
import { type HeldNumber, lockNumbers } from './inventory-store.ts'
import { numberKind } from './number-facts.ts'
import { newNumber } from './number-record.ts'
import { stockedAmong } from './stock.ts'

/** Adds a number that is to come from another carrier. It counts against the allowance from now on, and rings nobody until it is here. */
export async function startPorting(
  ctx: Context,
  number: string,
  temporaryNumber: string | null,
): Promise<{ changeSetId: Id }> {
  const display = formatNumber(number)
  const { changeSetId } = await changing(
    ctx,
    async (tx) => {
      if ((await stockedAmong(tx, [number])).has(number))
        refuseField('/number', 'number_in_stock', `${display} is in this installation’s stock. Claim it instead.`)
      if (temporaryNumber) await requireStandIn(tx, temporaryNumber)
      const { country } = await tx.db
        .selectFrom('tenant')
        .select('country')
        .where('id', '=', tx.tenantId)
        .executeTakeFirstOrThrow()
      const ported = newNumber(numberKind(number, country), 'own')
      const added = await addUnowned(tx, [{ ...ported, porting: 'prePorting', temporaryNumber }])
      if (added.length === 0)
        refuseField(
          '/number',
          'number_owned_elsewhere',
          `${display} already belongs to a company of this installation.`,
        )
    },
    () => `began to port ${display}`,
  )
  if (!changeSetId) throw new Error('A number that is added leaves a change.')
  return { changeSetId }
}

/** Writes down how far the porting has come, or which number stands in. */
export async function updatePorting(
  ctx: Context,
  number: string,
  patch: { readonly state?: NumberPorting | undefined; readonly temporaryNumber?: string | null | undefined },
): Promise<{ changeSetId: Id | null }> {
  const { changeSetId } = await changing(
    ctx,
    async (tx) => {
      const { record } = await lockPorted(tx, number)
      if (patch.temporaryNumber) await requireStandIn(tx, patch.temporaryNumber)
      const temporaryNumber = patch.temporaryNumber === undefined ? record.temporaryNumber : patch.temporaryNumber
      const porting = patch.state ?? record.porting
      await changeNumbers(tx, [{ before: record, after: { ...record, porting, temporaryNumber } }])
    },
    () => `updated the porting of ${formatNumber(number)}`,
  )
  return { changeSetId }
}

/** The number does not come: it leaves the inventory, and its temporary one stays where it is. */
export async function cancelPorting(ctx: Context, number: string): Promise<{ changeSetId: Id }> {
  const { changeSetId } = await changing(
    ctx,
    async (tx) => letGo(tx, [(await lockPorted(tx, number)).record]),
    () => `cancelled the porting of ${formatNumber(number)}`,
  )
  if (!changeSetId) throw new Error('A number that goes leaves a change.')
  return { changeSetId }
}

/** Locks a number that is being ported; refuses any other. */
export async function lockPorted(tx: TenantTx, number: string): Promise<HeldNumber> {
  const held = (await lockNumbers(tx, [number])).get(number)
  if (!held) refuseMissing('number')
  if (held.record.porting) return held
  const message = `${formatNumber(number)} is not being ported.`
  throw new ProblemError('conflict', message, [problemAt('/number', 'conflict', message)])
}

/** What stands in is a number that somebody can have: not one that rests, is ported itself or stands in already. */
async function requireStandIn(tx: ChangeTx, number: string): Promise<void> {
  const held = (await lockNumbers(tx, [number])).get(number)
  const display = formatNumber(number)
  if (!held) refuseField('/temporaryNumber', 'number_unknown', `${display} is not among your company’s numbers.`)
  if (held.record.porting) refuseField('/temporaryNumber', 'number_in_porting', `${display} is being ported itself.`)
  if (held.record.restsUntil)
    refuseField('/temporaryNumber', 'number_quarantined', `${display} rests. Choose one that can be given.`)
}
