import type { NumberAllowance } from '../../contract/api/numbers.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseField } from '../problem-error.ts'
import { roomFor } from './allowance-room.ts'
import { lockAllowance, readAllowance, setBought } from './allowance-store.ts'

/** How many numbers the company may hold and holds, in all and by country. */
export async function getAllowance(ctx: Context): Promise<NumberAllowance> {
  return ctx.house.db.inTenant(ctx.tenantId, allowanceView)
}

/** As `getAllowance`, inside a transaction. */
export async function allowanceView(tx: TenantTx): Promise<NumberAllowance> {
  const counts = await readAllowance(tx)
  const { included, drawn } = counts
  return {
    included,
    drawn,
    countries: counts.countries.map((one) => ({ ...one, left: roomFor(counts, one.country) })),
    leftElsewhere: Math.max(0, included - drawn),
  }
}

/** Says how many numbers of a country the company has bought, as staff of the installation do. */
export async function setAllowance(
  ctx: Context,
  country: string,
  bought: number,
): Promise<{ allowance: NumberAllowance; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    async (tx) => {
      await changeBought(tx, country, bought)
      return allowanceView(tx)
    },
    () => `changed how many ${country} numbers are bought`,
  )
  return { allowance: result, changeSetId }
}

/** As `setAllowance`, inside a transaction. Refuses with `number_allowance_short` when more are held than that leaves room for. */
export async function changeBought(tx: ChangeTx, country: string, bought: number): Promise<void> {
  const counts = await lockAllowance(tx)
  const { bought: before = 0, used = 0 } = counts.countries.find((one) => one.country === country) ?? {}
  if (before === bought) return
  const drawn = counts.drawn - Math.max(0, used - before) + Math.max(0, used - bought)
  if (drawn > counts.included) {
    const least = bought + drawn - counts.included
    refuseField(
      '/bought',
      'number_allowance_short',
      `${used.toLocaleString('en-US')} ${country} numbers are held, so at least ${least.toLocaleString('en-US')} must be bought. Release some first.`,
    )
  }
  await setBought(tx, country, bought)
  tx.record({
    entity: 'numberAllowance',
    entityId: country,
    label: country,
    operation: 'update',
    before: { bought: before },
    after: { bought },
  })
}
