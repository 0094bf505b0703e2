import { sql } from 'kysely'
import type { TenantView } from '../../contract/api/setup.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { differing } from '../changes/differing.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseMissing } from '../problem-error.ts'

export interface TenantPatch {
  readonly name?: string | undefined
  readonly language?: string | undefined
  readonly timeZone?: string | undefined
}

/** The company's settings. */
export async function readTenant(tx: TenantTx): Promise<TenantView> {
  const row = await tx.db.selectFrom('tenant').selectAll().where('id', '=', tx.tenantId).executeTakeFirst()
  if (!row) refuseMissing('company')
  const { id, version, name, slug, country, language } = row
  return { id, version, name, slug, country, language, timeZone: row.time_zone }
}

/** Changes what the patch names; refuses with `version_conflict` when somebody was faster. */
export async function updateTenant(
  ctx: Context,
  patch: TenantPatch,
  expectedVersion: number | null,
): Promise<TenantView & { changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => changeTenant(tx, patch, expectedVersion),
    () => 'changed the company’s settings',
  )
  return { ...result, changeSetId }
}

/** As `updateTenant`, inside a transaction. */
export async function changeTenant(
  tx: ChangeTx,
  patch: TenantPatch,
  expectedVersion: number | null,
): Promise<TenantView> {
  const now = await readTenant(tx)
  const before = { name: now.name, language: now.language, timeZone: now.timeZone }
  const after = {
    name: patch.name ?? before.name,
    language: patch.language ?? before.language,
    timeZone: patch.timeZone ?? before.timeZone,
  }
  const change = differing(before, after)
  const updated = await tx.db
    .updateTable('tenant')
    .set({
      name: after.name,
      language: after.language,
      time_zone: after.timeZone,
      version: sql`version + ${change ? 1 : 0}`,
    })
    .where('id', '=', tx.tenantId)
    .where('version', '=', expectedVersion ?? now.version)
    .executeTakeFirst()
  if (updated.numUpdatedRows !== 1n) {
    throw new ProblemError(
      'version_conflict',
      'Somebody changed the settings since you opened them. Look at the new values, then save again.',
    )
  }
  if (change)
    tx.record({
      entity: 'tenant',
      entityId: tx.tenantId,
      label: after.name,
      operation: 'update',
      before: change.before,
      after: change.after,
    })
  return readTenant(tx)
}
