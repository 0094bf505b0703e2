import type { SuccessionView } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { refuseMissing } from '../problem-error.ts'
import {
  dropSuccessions,
  liveSuccessions,
  putSuccessions,
  type Succession,
  selectSuccessions,
} from './succession-store.ts'

/** What history keeps of a succession. */
export function keptSuccession({ leaverId, successorId, until }: Succession) {
  return { leaverId, successorId, until: until.toISOString() }
}

/** An extension, or a number as people write it. */
export function displayDialed(dialed: string): string {
  return dialed.startsWith('+') ? formatNumber(dialed) : dialed
}

/** Successions that hold now: all, or those of one leaver or successor. */
export async function listSuccessions(ctx: Context, userId: Id | undefined): Promise<{ items: SuccessionView[] }> {
  const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) => liveSuccessions(tx, userId))
  return {
    items: rows.map((row) => ({
      dialed: row.dialed,
      display: displayDialed(row.dialed),
      leaver: {
        id: row.leaver_user_id,
        name: row.leaver_first === null ? null : `${row.leaver_first} ${row.leaver_last}`,
      },
      successor: { id: row.successor_user_id, name: `${row.successor_first} ${row.successor_last}` },
      until: row.ends_at.toISOString(),
    })),
  }
}

/** Lets calls to these ring another successor, or the same for another while. Records what was before. */
export async function changeSuccessions(tx: ChangeTx, wanted: readonly Succession[]): Promise<void> {
  const before = await selectSuccessions(
    tx,
    wanted.map((one) => one.dialed),
  )
  await putSuccessions(tx, wanted)
  for (const one of wanted) {
    const was = before.get(one.dialed)
    tx.record({
      entity: 'succession',
      entityId: one.dialed,
      label: `calls to ${displayDialed(one.dialed)}`,
      operation: was ? 'update' : 'create',
      before: was ? keptSuccession(was) : null,
      after: keptSuccession(one),
    })
  }
}

/** Ends successions inside a transaction and records it. */
export async function endSuccessionsInTx(tx: ChangeTx, ended: readonly Succession[]): Promise<void> {
  await dropSuccessions(
    tx,
    ended.map((one) => one.dialed),
  )
  for (const one of ended)
    tx.record({
      entity: 'succession',
      entityId: one.dialed,
      label: `calls to ${displayDialed(one.dialed)}`,
      operation: 'delete',
      before: keptSuccession(one),
      after: null,
    })
}

/** Calls to this extension or number ring the successor no more. */
export async function endSuccession(ctx: Context, dialed: string): Promise<{ changeSetId: Id }> {
  const { changeSetId } = await changing(
    ctx,
    async (tx) => {
      const found = (await selectSuccessions(tx, [dialed])).get(dialed) ?? refuseMissing('succession')
      await endSuccessionsInTx(tx, [found])
    },
    () => `ended calls to ${displayDialed(dialed)} going to a successor`,
  )
  if (!changeSetId) throw new Error('An ended succession leaves a change.')
  return { changeSetId }
}
