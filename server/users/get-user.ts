import type { UserView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import { wholeServices } from '../../contract/services-spec.ts'
import type { Context } from '../access/context.ts'
import { isFromProfile } from '../changes/field-origins.ts'
import type { TenantTx } from '../db/database.ts'
import { newestWelcomeMails } from '../mail/mail-store.ts'
import { welcomeStateOf } from '../mail/welcome-state.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { portingFor } from '../numbers/porting-for.ts'
import { refuseMissing } from '../problem-error.ts'
import { reachedOn } from './reached-on.ts'

/** One user of the tenant. Refuses with `not_found`, also for one in the recycle bin unless that may be. */
export async function getUser(ctx: Context, id: Id, options = { mayBeDeleted: false }): Promise<UserView> {
  return ctx.house.db.inTenant(ctx.tenantId, (tx) => readUser(tx, id, options))
}

/** As `getUser`, inside a transaction. */
export async function readUser(tx: TenantTx, id: Id, options = { mayBeDeleted: false }): Promise<UserView> {
  const row = await userRow(tx, id)
  if (!row || (row.deleted_at && !options.mayBeDeleted)) refuseMissing('user')
  const portingIn = await portingFor(tx, row.numbers)
  const welcome = welcomeStateOf((await newestWelcomeMails(tx, [id])).get(id))
  return {
    id: row.id,
    version: row.version,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    username: row.username,
    externalId: row.external_id,
    site: { id: row.site_id, name: row.site_name },
    language: row.language,
    timeZone: row.time_zone,
    effective: {
      language: row.language ?? row.site_language,
      timeZone: row.time_zone ?? row.site_time_zone,
      country: row.site_country,
      emergencyAddress: row.emergency_address ?? row.site_emergency_address ?? row.site_address,
    },
    jobTitle: row.job_title,
    department: row.department,
    address: row.address,
    personalNumbers: row.personal_numbers,
    profile: row.profile_id ? { id: row.profile_id, name: row.profile_name ?? '' } : null,
    locks: row.profile_locks ?? [],
    fromProfile: Object.keys(row.field_origin).filter((field) => isFromProfile(row.field_origin[field])),
    license: row.license_type_id ? { id: row.license_type_id, name: row.license_name ?? '' } : null,
    extension: row.extension,
    numbers: row.numbers.map((e164) => ({ e164, display: formatNumber(e164) })),
    portingIn,
    devices: row.devices,
    emergencyAddress: row.emergency_address,
    services: wholeServices(row.services),
    state: row.state,
    role: row.role,
    welcome,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

async function userRow(tx: TenantTx, id: Id) {
  return tx.db
    .selectFrom('app_user as u')
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .leftJoin('license_type as l', (join) =>
      join.onRef('l.tenant_id', '=', 'u.tenant_id').onRef('l.id', '=', 'u.license_type_id'),
    )
    .leftJoin('profile as p', (join) =>
      join.onRef('p.tenant_id', '=', 'u.tenant_id').onRef('p.id', '=', 'u.profile_id'),
    )
    .selectAll('u')
    .select([
      's.name as site_name',
      's.language as site_language',
      's.time_zone as site_time_zone',
      's.country as site_country',
      's.address as site_address',
      's.emergency_address as site_emergency_address',
      'l.name as license_name',
      'p.name as profile_name',
      'p.locks as profile_locks',
      reachedOn.extension.as('extension'),
      reachedOn.numbers.as('numbers'),
    ])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', id)
    .executeTakeFirst()
}
