import type { RestoreRow } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { changeUsers, previewUsers } from '../changes/change-users.ts'
import { editing } from '../changes/make-intent.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError } from '../problem-error.ts'
import { loadUserFacts } from '../users/user-facts.ts'

interface Restored {
  readonly changeSetId: Id | null
  readonly items: RestoreRow[]
}

/** Brings people back from the recycle bin with what is still free, all or none; a dry run says what that is. */
export async function restoreUsers(ctx: Context, ids: readonly Id[], isDryRun: boolean): Promise<Restored> {
  const userIds = [...new Set(ids)]
  const names = await ctx.house.db.inTenant(ctx.tenantId, (tx) => namesOf(tx, userIds))
  const intents = userIds.map((id) => editing(id, { state: 'active' }))
  const preview = await previewUsers(ctx, intents)
  const items = preview.rows.map((row) => {
    const refusal = row.problems.find(({ severity }) => severity !== 'warning')?.message ?? null
    return {
      userId: userIds[row.index] ?? '',
      name: names.get(userIds[row.index] ?? '') ?? '',
      sentence: row.sentence,
      lost: row.problems.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
      refusal,
    }
  })
  if (isDryRun) return { changeSetId: null, items }
  const { changeSetId } = await changeUsers(ctx, intents)
  return { changeSetId, items }
}

async function namesOf(tx: TenantTx, wanted: readonly Id[]): Promise<Map<Id, string>> {
  const facts = await loadUserFacts(tx, wanted)
  if (wanted.some((id) => facts.get(id)?.record.state !== 'deleted'))
    throw new ProblemError('not_found', 'One of these people is not in the recycle bin.')
  return new Map([...facts].map(([id, { record }]) => [id, `${record.firstName} ${record.lastName}`]))
}
