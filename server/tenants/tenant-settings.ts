import { sql } from 'kysely'
import type { TenantSpec, TenantView } from '../../contract/api/setup.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { differing } from '../changes/differing.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseMissing } from '../problem-error.ts'

/** What of the company's settings is to change. */
export type TenantPatch = { readonly [Field in keyof TenantSpec]?: TenantSpec[Field] | undefined }

/** The company's settings. */
export async function readTenant(tx: TenantTx): Promise<TenantView> {
  const row = await tx.db.selectFrom('tenant').selectAll().where('id', '=', tx.tenantId).executeTakeFirst()
  if (!row) refuseMissing('company')
  const { id, version, name, slug, country, language } = row
  return {
    id,
    version,
    name,
    slug,
    country,
    language,
    timeZone: row.time_zone,
    extensionRestDays: row.extension_rest_days,
    reservedExtensions: row.reserved_extensions,
    numberQuarantineDays: row.number_quarantine_days,
  }
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
  // Whoever changes another setting at the same time waits here, and then sees this change.
  await sql`select from tenant where id = ${tx.tenantId} for no key update`.execute(tx.db)
  const now = await readTenant(tx)
  if (expectedVersion !== null && expectedVersion !== now.version) {
    throw new ProblemError(
      'version_conflict',
      'Somebody changed the settings since you opened them. Look at the new values, then save again.',
    )
  }
  const before = tenantSpecOf(now)
  const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const after: TenantSpec = { ...before, ...named }
  const change = differing(before, after)
  if (!change) return now
  await tx.db
    .updateTable('tenant')
    .set({
      name: after.name,
      language: after.language,
      time_zone: after.timeZone,
      extension_rest_days: after.extensionRestDays,
      reserved_extensions: JSON.stringify(after.reservedExtensions),
      number_quarantine_days: after.numberQuarantineDays,
      version: sql`version + 1`,
    })
    .where('id', '=', tx.tenantId)
    .execute()
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

function tenantSpecOf({ id: _id, version: _version, slug: _slug, country: _country, ...spec }: TenantView): TenantSpec {
  return spec
}
