import { sql } from 'kysely'
import type { ChangeOperation, EntityKind } from '../../contract/api/change-sets.ts'
import { type Id, newId } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { type TellingTx, telling } from '../events/telling.ts'
import { type Report, unreported } from './progress.ts'

/** What happened to one entity, as history keeps it. Secrets have no place in `before` and `after`. */
export interface Change {
  readonly entity: EntityKind
  readonly entityId: string
  /** What people call it: "Maya Ortiz", "+14155550142". */
  readonly label: string
  readonly operation: ChangeOperation
  readonly before: object | null
  readonly after: object | null
  /** Where the values before came from, by field; an undo gives them back with it. */
  readonly origins?: object | null
}

/** A tenant transaction that remembers what it changed. */
export interface ChangeTx extends TellingTx {
  readonly changeSetId: Id
  record(change: Change): void
  /** Says how far a large change is. */
  readonly report: Report
}

export interface Changed<T> {
  readonly result: T
  /** Null when nothing was recorded. */
  readonly changeSetId: Id | null
}

/**
 * Runs `work` in one tenant transaction; what it records becomes one change set, written in the same transaction, and
 * everybody who listens is told after the commit. `summary` is the middle of a sentence ("created Maya Ortiz").
 */
export async function changing<T>(
  ctx: Context,
  work: (tx: ChangeTx) => Promise<T>,
  summary: (result: T) => string,
  undoOf: Id | null = null,
  report: Report = unreported,
): Promise<Changed<T>> {
  return telling(ctx.house, ctx.tenantId, async (tx) => {
    const changeSetId = newId()
    const changes: Change[] = []
    const result = await work({ ...tx, changeSetId, record: (change) => changes.push(change), report })
    if (changes.length === 0) return { result, changeSetId: null }
    report({ phase: 'recording', done: 0, total: changes.length })
    await writeChangeSet(ctx, tx, changeSetId, summary(result), changes, undoOf)
    await ctx.once?.tookEffect(tx, changeSetId)
    tellOf(tx, changeSetId, changes)
    return { result, changeSetId }
  })
}

const chunkSize = 2000

async function writeChangeSet(
  ctx: Context,
  tx: TenantTx,
  id: Id,
  summary: string,
  changes: readonly Change[],
  undoOf: Id | null,
): Promise<void> {
  const kinds = [...new Set(changes.map((change) => `${change.entity}.${change.operation}`))]
  await tx.db
    .insertInto('change_set')
    .values({
      tenant_id: tx.tenantId,
      id,
      summary,
      source: undoOf ? 'undo' : ctx.source,
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
      actor_name: ctx.actor.name,
      request_id: ctx.requestId,
      undo_of: undoOf,
      count: changes.length,
      kinds,
    })
    .execute()
  await tx.db
    .insertInto('change_set_kind')
    .values(kinds.map((kind) => ({ tenant_id: tx.tenantId, kind, change_set_id: id })))
    .execute()
  for (let start = 0; start < changes.length; start += chunkSize) {
    await writeChanges(tx, id, start, changes.slice(start, start + chunkSize))
  }
}

// Anchored on the tenant's row: a distributed PostgreSQL then runs it on the tenant's shard.
async function writeChanges(tx: TenantTx, id: Id, start: number, changes: readonly Change[]): Promise<void> {
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value))
  await sql`
    insert into change (tenant_id, change_set_id, position, entity, entity_id, label, operation, before, after, origins)
    select t.id, ${id}::uuid, c.position, c.entity, c.entity_id, c.label, c.operation, c.before, c.after, c.origins
    from tenant t cross join unnest(
      ${changes.map((_, index) => start + index)}::int[], ${changes.map((c) => c.entity)}::text[],
      ${changes.map((c) => c.entityId)}::text[], ${changes.map((c) => c.label)}::text[],
      ${changes.map((c) => c.operation)}::text[], ${changes.map((c) => json(c.before))}::jsonb[],
      ${changes.map((c) => json(c.after))}::jsonb[], ${changes.map((c) => json(c.origins ?? null))}::jsonb[]
    ) as c(position, entity, entity_id, label, operation, before, after, origins)
    where t.id = ${tx.tenantId}`.execute(tx.db)
}

function tellOf(tx: TellingTx, changeSetId: Id, changes: readonly Change[]): void {
  for (const entity of new Set(changes.map((change) => change.entity))) {
    const ids = changes.filter((change) => change.entity === entity).map((change) => change.entityId)
    tx.touch(entity, ids, entity === 'user' ? ids : null)
  }
  tx.touch('changeSet', [changeSetId])
}
