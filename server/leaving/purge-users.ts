import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { clockContext } from '../access/own-context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'
import { everyTenant } from '../tenants/every-tenant.ts'
import { lockRecycled, removeForGood, selectExpired } from './purge-store.ts'
import { dropEndedSuccessions } from './succession-store.ts'

/** Deletes people in the recycle bin for good: all that are named, or none. Nobody can bring them back. */
export async function purgeUsers(ctx: Context, ids: readonly Id[]): Promise<{ changeSetId: Id; purged: number }> {
  const wanted = [...new Set(ids)]
  const { result, changeSetId } = await changing(
    ctx,
    async (tx) => {
      const names = await purgeInTx(tx, wanted)
      if (names.length < wanted.length)
        throw new ProblemError('not_found', 'One of these people is not in the recycle bin. Delete them first.')
      return names
    },
    summaryOf,
  )
  if (!changeSetId) throw new Error('Whoever is deleted for good leaves a change.')
  return { changeSetId, purged: result.length }
}

function summaryOf(names: readonly string[]): string {
  return `deleted ${names.length === 1 ? names[0] : counted(names.length, 'user')} for good`
}

/** Deletes those of these people who are in the recycle bin for good; answers their names. */
export async function purgeInTx(tx: ChangeTx, ids: readonly Id[]): Promise<string[]> {
  const names = await lockRecycled(tx, ids)
  await removeForGood(tx, [...names.keys()])
  for (const [id, label] of names)
    tx.record({
      entity: 'user',
      entityId: id,
      label,
      operation: 'purge',
      before: { state: 'deleted' },
      after: null,
    })
  return [...names.values()]
}

const batch = 500

/** In every company, deletes for good whose 30 days are over, and ends the successions whose time is. */
export async function purgeExpired(house: House): Promise<void> {
  for (const id of await everyTenant(house, 'recycle bin: list tenants')) {
    await house.db.inTenant(id, dropEndedSuccessions)
    while ((await purgeSome(house, id)) === batch);
  }
}

async function purgeSome(house: House, tenantId: Id): Promise<number> {
  const { result } = await changing(
    clockContext(house, tenantId),
    async (tx) => {
      const ids = await selectExpired(tx, batch)
      return ids.length > 0 ? purgeInTx(tx, ids) : []
    },
    summaryOf,
  )
  return result.length
}
