import type { LeavingView, OffboardWish } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { Actor } from '../../contract/roles.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { enqueue } from '../jobs/job-store.ts'
import { refuseMissing } from '../problem-error.ts'
import { loadTargetUsers } from '../users/service-target-store.ts'
import { dropLeaving, type PlannedLeaving, putLeaving, selectLeaving, selectLeavings } from './leaving-store.ts'

/** What history keeps of a planned leaving. */
export function keptLeaving({ at, wish }: { readonly at: Date; readonly wish: OffboardWish }) {
  return { at: at.toISOString(), wish }
}

/** Plans a leaving, or changes the plan, and promises the job that carries it out. */
export async function planLeaving(
  tx: ChangeTx,
  person: { readonly id: Id; readonly name: string },
  planned: { readonly at: Date; readonly wish: OffboardWish; readonly plannedBy: Actor },
): Promise<void> {
  const before = await selectLeaving(tx, person.id)
  const leavingId = await putLeaving(tx, { userId: person.id, ...planned })
  await enqueue(tx, 'leave', { leavingId, userId: person.id }, planned.at)
  tx.record({
    entity: 'leaving',
    entityId: person.id,
    label: person.name,
    operation: before ? 'update' : 'create',
    before: before && keptLeaving(before),
    after: keptLeaving(planned),
  })
  tx.touch('user', [person.id])
}

/** Forgets a plan that was carried out or is no longer wanted. Answers whether there was one. */
export async function forgetLeaving(
  tx: ChangeTx,
  person: { readonly id: Id; readonly name: string },
): Promise<boolean> {
  const before = await selectLeaving(tx, person.id)
  if (!before) return false
  await dropLeaving(tx, person.id)
  tx.record({
    entity: 'leaving',
    entityId: person.id,
    label: person.name,
    operation: 'delete',
    before: keptLeaving(before),
    after: null,
  })
  return true
}

/** The person stays. */
export async function cancelLeaving(ctx: Context, userId: Id): Promise<{ changeSetId: Id }> {
  const { changeSetId } = await changing(
    ctx,
    async (tx) => {
      const name = (await loadTargetUsers(tx, [userId])).get(userId) ?? refuseMissing('user')
      if (!(await forgetLeaving(tx, { id: userId, name }))) refuseMissing('planned leaving')
      tx.touch('user', [userId])
      return name
    },
    (name) => `cancelled the leaving of ${name}`,
  )
  if (!changeSetId) throw new Error('A cancelled leaving leaves a change.')
  return { changeSetId }
}

/** Who is to leave, the next first; those that failed before all others. */
export async function listLeavings(ctx: Context): Promise<{ items: LeavingView[] }> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => ({ items: await viewsOf(tx, await selectLeavings(tx)) }))
}

/** Planned leavings as people read them. */
export async function viewsOf(tx: TenantTx, planned: readonly PlannedLeaving[]): Promise<LeavingView[]> {
  const ids = planned.flatMap(({ userId, wish }) => [userId, ...(wish.successorId ? [wish.successorId] : [])])
  const names = await loadTargetUsers(tx, ids)
  return planned.map(({ userId, at, wish, plannedBy, plannedAt, failure }) => {
    const successor = wish.successorId && names.get(wish.successorId)
    return {
      user: { id: userId, name: names.get(userId) ?? '' },
      at: at.toISOString(),
      wish,
      successor: wish.successorId && successor ? { id: wish.successorId, name: successor } : null,
      plannedBy: plannedBy.name,
      plannedAt: plannedAt.toISOString(),
      failure,
    }
  })
}
