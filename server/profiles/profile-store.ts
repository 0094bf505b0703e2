import { sql } from 'kysely'
import type { ExtensionRange } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import type { NumberPool, ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { ProfileFacts } from '../changes/intent.ts'
import { profileFacts } from '../changes/profile-facts.ts'
import type { TenantTx } from '../db/database.ts'

/** A profile as it is kept: the licence by its id. */
export interface ProfileRecord {
  readonly name: string
  readonly isDefault: boolean
  readonly defaults: ProfileDefaults
  readonly numberPool: NumberPool | null
  readonly extensions: ExtensionRange | null
  readonly locks: ProfileLock[]
}

/** All profiles of the tenant as plans see them. */
export async function loadProfileFacts(tx: TenantTx): Promise<Map<Id, ProfileFacts>> {
  const rows = await tx.db
    .selectFrom('profile')
    .select(['id', 'name', 'is_default', 'defaults', 'number_pool', 'extensions', 'locks'])
    .where('tenant_id', '=', tx.tenantId)
    .orderBy('name_key')
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      profileFacts({
        id: row.id,
        name: row.name,
        isDefault: row.is_default,
        defaults: row.defaults,
        numberPool: row.number_pool,
        extensions: row.extensions,
        locks: row.locks,
      }),
    ]),
  )
}

/** Inserts a profile; its name is unique in the tenant. */
export async function insertProfile(tx: TenantTx, id: Id, profile: ProfileRecord): Promise<void> {
  await tx.db
    .insertInto('profile')
    .values({ tenant_id: tx.tenantId, id, ...columnsOf(profile) })
    .execute()
}

/** Overwrites a profile that is still at `version`; answers whether it was. */
export async function overwriteProfile(
  tx: TenantTx,
  id: Id,
  profile: ProfileRecord,
  version: number,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('profile')
    .set({ ...columnsOf(profile), version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Removes a profile. Whoever lies in the recycle bin loses it with that. */
export async function removeProfile(tx: TenantTx, id: Id): Promise<void> {
  await tx.db.deleteFrom('profile').where('tenant_id', '=', tx.tenantId).where('id', '=', id).execute()
}

function columnsOf(profile: ProfileRecord) {
  return {
    name: profile.name,
    name_key: textKey(profile.name),
    is_default: profile.isDefault,
    defaults: JSON.stringify(profile.defaults),
    number_pool: profile.numberPool && JSON.stringify(profile.numberPool),
    extensions: profile.extensions && JSON.stringify(profile.extensions),
    locks: [...profile.locks],
  }
}
