import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'
import type { FieldOrigins } from './field-origins.ts'

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
    ])
    .where('s.tenant_id', '=', tx.tenantId)
}

export type ChangeSetRow = Awaited<ReturnType<typeof changeSetRow>>

/** One change set; refuses with `not_found`. */
export async function changeSetRow(tx: TenantTx, id: Id) {
  const row = await changeSets(tx).where('s.id', '=', id).executeTakeFirst()
  return row ?? refuseMissing('change')
}

/** Change sets newest first, at most `limit`, those before `before` in time; of one entity where asked. */
export async function changeSetRows(
  tx: TenantTx,
  query: { before: Id | undefined; limit: number; entityId: string | undefined },
): Promise<ChangeSetRow[]> {
  let sets = changeSets(tx)
  if (query.before) sets = sets.where('s.id', '<', query.before)
  if (query.entityId) {
    sets = sets.where(
      sql<boolean>`s.id in (select c.change_set_id from change c where c.tenant_id = ${tx.tenantId}::uuid and c.entity_id = ${query.entityId})`,
    )
  }
  return sets.orderBy('s.id', 'desc').limit(query.limit).execute()
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
