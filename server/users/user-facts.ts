import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { wholeServices } from '../../contract/services-spec.ts'
import type { UserFacts } from '../changes/intent.ts'
import type { TenantTx } from '../db/database.ts'
import { reachedOn } from './reached-on.ts'

/** Users with extension and numbers as plans see them; deleted ones too. Ids that do not exist are absent. */
export async function loadUserFacts(tx: TenantTx, ids: readonly Id[]): Promise<Map<Id, UserFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('app_user as u')
    .selectAll('u')
    .select([reachedOn.extension.as('extension'), reachedOn.numbers.as('numbers')])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        version: row.version,
        origins: row.field_origin,
        gaveUp: row.gave_up && {
          license: row.gave_up.licenseTypeId,
          extension: row.gave_up.extension,
          numbers: row.gave_up.numbers,
        },
        record: {
          firstName: row.first_name,
          lastName: row.last_name,
          email: row.email,
          username: row.username,
          externalId: row.external_id,
          site: row.site_id,
          language: row.language,
          timeZone: row.time_zone,
          jobTitle: row.job_title,
          department: row.department,
          address: row.address,
          personalNumbers: row.personal_numbers,
          profile: row.profile_id,
          license: row.license_type_id,
          extension: row.extension,
          numbers: row.numbers,
          devices: row.devices,
          emergencyAddress: row.emergency_address,
          services: wholeServices(row.services),
          state: row.state,
          role: row.role,
        },
      },
    ]),
  )
}
