import { type RawBuilder, sql } from 'kysely'
import type { HistoryFilter } from '../../contract/history-filter.ts'
import type { Id } from '../../contract/ids.ts'
import { Actor } from '../../contract/roles.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'
import type { FieldOrigins } from './field-origins.ts'
import { historyConditions } from './history-conditions.ts'

/** One row of history. */
export interface StoredChange {
  readonly entity: string
  readonly entity_id: string
  readonly label: string
  readonly operation: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
  /** Where the values before came from, by field. */
  readonly origins: FieldOrigins | null
  /** When it was blanked, because somebody it was about was erased. */
  readonly erased_at: Date | null
}

function changeSets(tx: TenantTx) {
  return tx.db
    .selectFrom('change_set as s')
    .selectAll('s')
    .select([
      sql<string | null>`(select u.id from change_set u where u.tenant_id = s.tenant_id and u.undo_of = s.id)`.as(
        'undone_by',
      ),
      sql<
        string | null
      >`(select r.id from change_set u join change_set r on r.tenant_id = u.tenant_id and r.undo_of = u.id
        where u.tenant_id = s.tenant_id and u.undo_of = s.id)`.as('redone_by'),
    ])
    .where('s.tenant_id', '=', tx.tenantId)
}

export type ChangeSetRow = Awaited<ReturnType<typeof changeSetRow>>

/** One change set; refuses with `not_found`. */
export async function changeSetRow(tx: TenantTx, id: Id) {
  const row = await changeSets(tx).where('s.id', '=', id).executeTakeFirst()
  return row ?? refuseMissing('change')
}

/** Change sets newest first, at most `limit`, those before `before` in time. */
export async function changeSetRows(
  tx: TenantTx,
  filter: HistoryFilter,
  page: { before: Id | undefined; limit: number },
): Promise<ChangeSetRow[]> {
  const matching = await historyConditions(tx, filter)
  return changeSets(tx)
    .where(matching)
    .$if(page.before !== undefined, (query) => query.where('s.id', '<', page.before ?? ''))
    .orderBy('s.id', 'desc')
    .limit(page.limit)
    .execute()
}

/** A page of the changes of a set in the order they were made. */
export async function changePage(
  tx: TenantTx,
  changeSetId: Id,
  page: { after: number; limit: number; entityId?: string | undefined },
) {
  return tx.db
    .selectFrom('change')
    .select(['position', 'entity', 'entity_id', 'label', 'operation', 'before', 'after'])
    .where('tenant_id', '=', tx.tenantId)
    .where('change_set_id', '=', changeSetId)
    .where('position', '>', page.after)
    .$if(page.entityId !== undefined, (query) => query.where('entity_id', '=', page.entityId ?? ''))
    .orderBy('position')
    .limit(page.limit)
    .execute()
}

/** Everybody who ever changed something, as they were last called. Skips from one to the next, however much each has done. */
export async function actorRows(tx: TenantTx): Promise<{ kind: string; id: string | null; name: string }[]> {
  const next = (more: RawBuilder<unknown>) => sql`
    select s.actor_id as id, s.actor_name as name from change_set s
    where s.tenant_id = ${tx.tenantId}::uuid and ${more} order by s.actor_id, s.id desc limit 1`
  const kinds = sql`unnest(${Actor.shape.kind.options}::text[]) as k(kind)`
  const { rows } = await sql<{ kind: string; id: string | null; name: string }>`
    with recursive a as (
      select k.kind, n.* from ${kinds} cross join lateral (${next(sql`s.actor_kind = k.kind and s.actor_id >= ''`)}) as n
      union all
      select a.kind, n.* from a cross join lateral (${next(sql`s.actor_kind = a.kind and s.actor_id > a.id`)}) as n
    ), nameless as (
      select k.kind, n.* from ${kinds} cross join lateral (${next(sql`s.actor_kind = k.kind and s.actor_id is null`)}) as n
    )
    select * from a union all select * from nameless order by name limit 1000`.execute(tx.db)
  return rows
}

/** The changes of a set in the order they were made. */
export async function changesOf(tx: TenantTx, changeSetId: Id, limit?: number): Promise<StoredChange[]> {
  return tx.db
    .selectFrom('change')
    .select(['entity', 'entity_id', 'label', 'operation', 'before', 'after', 'origins', 'erased_at'])
    .where('tenant_id', '=', tx.tenantId)
    .where('change_set_id', '=', changeSetId)
    .orderBy('position')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute()
}
