import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import { defaultServices, servicesWith, unusual } from '../../contract/services-spec.ts'
import { blankUser } from '../changes/blank-user.ts'
import type { TenantTx } from '../db/database.ts'

interface Locking {
  readonly id: Id
  readonly defaults: ProfileDefaults
  readonly locks: readonly ProfileLock[]
}

/** How many living people have the profile and another value than it locks. Asked of the database as one condition, for there may be many. */
export async function countDiffering(tx: TenantTx, profile: Locking): Promise<number> {
  if (profile.locks.length === 0) return 0
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from app_user u
    where u.tenant_id = ${tx.tenantId} and u.profile_id = ${profile.id} and u.deleted_at is null
      and (${sql.join(
        profile.locks.map((lock) => differs(lock, profile.defaults)),
        sql` or `,
      )})`.execute(tx.db)
  return Number(rows[0]?.count ?? 0)
}

function differs(lock: ProfileLock, defaults: ProfileDefaults): RawBuilder<boolean> {
  switch (lock) {
    case 'license':
      // A contact has nothing to use a licence with: without one they are as the profile says.
      return sql`(u.license_type_id is distinct from ${defaults.license ?? null}::uuid
        and (u.license_type_id is not null or u.extension_key is not null or u.has_number))`
    case 'extension':
      return defaults.extension === 'auto' ? sql`u.extension_key is null` : sql`u.extension_key is not null`
    case 'numbers':
      return (defaults.numbers?.length ?? 0) > 0 ? sql`not u.has_number` : sql`u.has_number`
    case 'devices':
      return sql`u.devices <> ${[...(defaults.devices ?? blankUser.devices)]}::text[]`
    case 'language':
      return sql`u.language is distinct from ${defaults.language ?? null}::text`
    case 'timeZone':
      return sql`u.time_zone is distinct from ${defaults.timeZone ?? null}::text`
    default:
      return sectionDiffers(lock, defaults)
  }
}

/** A section of services is stored as what is unusual in it. */
function sectionDiffers(lock: ProfileLock, { services }: ProfileDefaults): RawBuilder<boolean> {
  const section = lock.slice('services.'.length)
  const wanted: unknown = Reflect.get(unusual(servicesWith(defaultServices, services)), section)
  return sql`coalesce(u.services -> ${section}::text, '{}') <> ${JSON.stringify(wanted ?? {})}::jsonb`
}
