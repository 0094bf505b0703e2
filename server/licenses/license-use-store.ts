import { sql } from 'kysely'
import type { LicenseView } from '../../contract/api/licenses.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { TenantTx } from '../db/database.ts'
import { type RightInUse, rightsInUse } from './rights-in-use.ts'

/** How many holders of a licence type use each right. */
export async function countUses(tx: TenantTx, licenseTypeId: Id): Promise<Record<RightInUse, number>> {
  const hasNumber = sql`exists (select from phone_number n where n.tenant_id = u.tenant_id and n.user_id = u.id)`
  const hasExtension = sql`exists (select from extension e where e.tenant_id = u.tenant_id and e.user_id = u.id)`
  const plan = sql`coalesce(u.services #>> '{calling,plan}', 'domestic')`
  const countries = sql`coalesce(jsonb_array_length(u.services #> '{calling,allowedCountries}'), 0)`
  const { rows } = await sql<Record<RightInUse, number>>`
    select count(*) filter (where ${hasExtension} or ${hasNumber})::int as calls,
      count(*) filter (where ${hasNumber})::int as "directNumber",
      count(*) filter (where ${plan} = 'international' or (${plan} = 'domestic' and ${countries} > 0))::int as international
    from app_user u where u.tenant_id = ${tx.tenantId} and u.license_type_id = ${licenseTypeId} and u.deleted_at is null`.execute(
    tx.db,
  )
  return rows[0] ?? { calls: 0, directNumber: 0, international: 0 }
}

/** Who stands in the way of taking rights from a licence type, in sentences; none when nobody uses them. */
export async function rightsStillUsed(
  tx: TenantTx,
  license: LicenseView,
  after: readonly Entitlement[],
): Promise<string[]> {
  const taken = rightsInUse.filter((right) => license.entitlements.includes(right) && !after.includes(right))
  // Who may not call any more hears so when they look; numbers and calls abroad could not even be saved again.
  const binding = taken.filter((right) => right !== 'calls')
  if (binding.length === 0) return []
  const uses = await countUses(tx, license.id)
  return binding.flatMap((right) =>
    uses[right] > 0
      ? `${counted(uses[right], 'person', 'people')} with a ${license.name} licence ${usedAs[right](uses[right])}. Move them to another type first.`
      : [],
  )
}

const usedAs: Readonly<Record<RightInUse, (count: number) => string>> = {
  calls: (count) => (count === 1 ? 'makes calls' : 'make calls'),
  directNumber: (count) => (count === 1 ? 'has a phone number' : 'have phone numbers'),
  international: () => 'may call abroad',
}
