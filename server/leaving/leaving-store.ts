import { sql } from 'kysely'
import { OffboardWish } from '../../contract/api/leaving.ts'
import { type Id, newId } from '../../contract/ids.ts'
import { Actor } from '../../contract/roles.ts'
import type { TenantTx } from '../db/database.ts'

/** Somebody is to leave at a time. */
export interface PlannedLeaving {
  readonly id: Id
  readonly userId: Id
  readonly at: Date
  readonly wish: OffboardWish
  readonly plannedBy: Actor
  readonly plannedAt: Date
  readonly failure: string | null
}

type Row = Awaited<ReturnType<ReturnType<typeof leavings>['execute']>>[number]

function leavings(tx: TenantTx) {
  return tx.db.selectFrom('leaving').selectAll().where('tenant_id', '=', tx.tenantId)
}

/** The planned leaving of a person, locked; null when none is planned. */
export async function selectLeaving(tx: TenantTx, userId: Id): Promise<PlannedLeaving | null> {
  const row = await leavings(tx).where('user_id', '=', userId).forUpdate().executeTakeFirst()
  return row ? leavingOf(row) : null
}

/** All planned leavings of people who are here: those that failed first, then by time. */
export async function selectLeavings(tx: TenantTx): Promise<PlannedLeaving[]> {
  const rows = await leavings(tx)
    .where(
      sql<boolean>`exists (select from app_user u where u.tenant_id = leaving.tenant_id and u.id = leaving.user_id and u.deleted_at is null)`,
    )
    .orderBy(sql`failed_at is null`)
    .orderBy('leaves_at')
    .orderBy('user_id')
    .limit(1000)
    .execute()
  return rows.map(leavingOf)
}

function leavingOf(row: Row): PlannedLeaving {
  return {
    id: row.id,
    userId: row.user_id,
    at: row.leaves_at,
    wish: OffboardWish.parse(row.wish),
    plannedBy: Actor.parse({ kind: row.planned_by_kind, id: row.planned_by_id, name: row.planned_by_name }),
    plannedAt: row.planned_at,
    failure: row.failure,
  }
}

/** Plans a leaving in place of an earlier plan of the same person; answers its id, which every plan has anew. */
export async function putLeaving(
  tx: TenantTx,
  planned: { readonly userId: Id; readonly at: Date; readonly wish: OffboardWish; readonly plannedBy: Actor },
): Promise<Id> {
  const id = newId()
  const { userId, at, wish, plannedBy } = planned
  const values = {
    id,
    leaves_at: at,
    wish: JSON.stringify(wish),
    planned_by_kind: plannedBy.kind,
    planned_by_id: plannedBy.id,
    planned_by_name: plannedBy.name,
  }
  await tx.db
    .insertInto('leaving')
    .values({ tenant_id: tx.tenantId, user_id: userId, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id'])
        .doUpdateSet({ ...values, planned_at: sql<Date>`now()`, failed_at: null, failure: null }),
    )
    .execute()
  return id
}

/** Forgets the plan of a person. */
export async function dropLeaving(tx: TenantTx, userId: Id): Promise<void> {
  await tx.db.deleteFrom('leaving').where('tenant_id', '=', tx.tenantId).where('user_id', '=', userId).execute()
}

/** Notes why a leaving could not be carried out, if it is still the plan. Answers whether it was. */
export async function noteFailedLeaving(tx: TenantTx, id: Id, userId: Id, failure: string): Promise<boolean> {
  const result = await tx.db
    .updateTable('leaving')
    .set({ failed_at: sql<Date>`now()`, failure })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
