import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { unusual } from '../../contract/services-spec.ts'
import { extensionSortKey, personSortKey, searchTokens, textKey } from '../../contract/text-keys.ts'
import type { UserRecord } from '../../contract/user-spec.ts'
import type { FieldOrigins } from '../changes/field-origins.ts'
import type { TenantTx } from '../db/database.ts'
import type { GaveUp } from '../db/user-tables.ts'

const chunkSize = 2000

interface UserRow {
  readonly id: Id
  readonly record: UserRecord
  readonly origins: FieldOrigins
}

const columns =
  sql.raw(`id uuid, first_name text, last_name text, sort_key text, email text, email_key text, username text, username_key text,
  external_id text, site_id uuid, language text, time_zone text, job_title text, department text, address jsonb, personal_numbers jsonb,
  profile_id uuid, license_type_id uuid, devices text[], extension_key text, has_number boolean, emergency_address jsonb, services jsonb, field_origin jsonb, state text, role text, gave_up jsonb, version int`)

/** Inserts users, set-based. Uniqueness is decided by constraints. */
export async function insertUsers(tx: TenantTx, users: readonly UserRow[]): Promise<void> {
  for (const chunk of chunks(users)) {
    await sql`
      insert into app_user (tenant_id, id, first_name, last_name, sort_key, email, email_key, username, username_key, external_id, site_id,
        language, time_zone, job_title, department, address, personal_numbers, profile_id, license_type_id, devices, extension_key, has_number, emergency_address, services,
        field_origin, state, role)
      select t.id, r.id, r.first_name, r.last_name, r.sort_key, r.email, r.email_key, r.username, r.username_key, r.external_id, r.site_id,
        r.language, r.time_zone, r.job_title, r.department, r.address, r.personal_numbers, r.profile_id, r.license_type_id, r.devices, r.extension_key, r.has_number,
        r.emergency_address, r.services, r.field_origin, r.state, r.role
      from tenant t cross join json_to_recordset(${JSON.stringify(chunk.map(columnsOf))}::json) as r(${columns})
      where t.id = ${tx.tenantId}`.execute(tx.db)
  }
}

/** Writes users whose version is still the given one; answers how many were. */
export async function updateUsers(
  tx: TenantTx,
  users: readonly (UserRow & { readonly version: number; readonly gaveUp: GaveUp | null })[],
  onWritten: (users: number) => void = () => {},
): Promise<number> {
  let updated = 0
  for (const chunk of chunks([...users].sort((a, b) => (a.id < b.id ? -1 : 1)))) {
    const rows = chunk.map((user) => ({
      ...columnsOf(user),
      gave_up: user.gaveUp,
      version: user.version,
    }))
    const result = await sql`
      update app_user u set first_name = r.first_name, last_name = r.last_name, sort_key = r.sort_key, email = r.email,
        email_key = r.email_key, username = r.username, username_key = r.username_key, external_id = r.external_id, site_id = r.site_id,
        language = r.language, time_zone = r.time_zone, job_title = r.job_title, department = r.department, address = r.address,
        personal_numbers = r.personal_numbers, profile_id = r.profile_id, license_type_id = r.license_type_id, devices = r.devices, extension_key = r.extension_key, has_number = r.has_number,
        emergency_address = r.emergency_address, services = r.services, field_origin = r.field_origin, state = r.state, role = r.role, gave_up = r.gave_up,
        deleted_at = case when r.state = 'deleted' then coalesce(u.deleted_at, now()) end,
        version = u.version + 1, updated_at = now()
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(${columns})
      where u.tenant_id = ${tx.tenantId} and u.id = r.id and u.version = r.version`.execute(tx.db)
    updated += Number(result.numAffectedRows ?? 0)
    onWritten(updated)
  }
  return updated
}

/** Makes these users findable by what they now are; deleted ones are found no more. */
export async function writeTokens(tx: TenantTx, users: readonly Omit<UserRow, 'origins'>[]): Promise<void> {
  for (const chunk of chunks(users)) {
    await tx.db
      .deleteFrom('search_token')
      .where('tenant_id', '=', tx.tenantId)
      .where('user_id', '=', sql<Id>`any(${chunk.map((user) => user.id)}::uuid[])`)
      .execute()
    const tokens = chunk
      .filter((user) => user.record.state !== 'deleted')
      .flatMap((user) => searchTokens(user.record).map((token) => ({ token, id: user.id })))
    await sql`
      insert into search_token (tenant_id, token, user_id)
      select t.id, r.token, r.user_id
      from tenant t cross join unnest(${tokens.map((one) => one.token)}::text[], ${tokens.map((one) => one.id)}::uuid[]) as r(token, user_id)
      where t.id = ${tx.tenantId}`.execute(tx.db)
  }
}

function columnsOf({ id, record, origins }: UserRow) {
  return {
    id,
    first_name: record.firstName,
    last_name: record.lastName,
    sort_key: personSortKey(record.firstName, record.lastName),
    email: record.email,
    email_key: textKey(record.email),
    username: record.username,
    username_key: textKey(record.username),
    external_id: record.externalId,
    site_id: record.site,
    language: record.language,
    time_zone: record.timeZone,
    job_title: record.jobTitle,
    department: record.department,
    address: record.address,
    personal_numbers: record.personalNumbers,
    profile_id: record.profile,
    license_type_id: record.license,
    devices: record.devices,
    extension_key: record.extension && extensionSortKey(record.extension),
    has_number: record.numbers.length > 0,
    emergency_address: record.emergencyAddress,
    services: unusual(record.services),
    field_origin: origins,
    state: record.state,
    role: record.role,
  }
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += chunkSize) yield all.slice(start, start + chunkSize)
}
