import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { ExtensionRange, ReservedExtensions } from '../../contract/extension-number.ts'
import type { NumberPool, ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import type { PostalAddress } from '../../contract/texts.ts'
import type { CreatedTime, MaybeJson } from './column-types.ts'

/** The one row of this installation. */
export interface InstallationTable {
  id: Generated<boolean>
  realm: string
  first_tenant_id: string | null
  created_at: CreatedTime
}

/** A company, and what holds for all of it. */
export interface TenantTable {
  id: string
  slug: string
  name: string
  country: string
  language: string
  time_zone: string
  extension_rest_days: Generated<number>
  reserved_extensions: ColumnType<ReservedExtensions[], string | undefined, string>
  number_quarantine_days: Generated<number>
  version: Generated<number>
  created_at: CreatedTime
}

/** A place where people work. */
export interface SiteTable {
  tenant_id: string
  id: string
  name: string
  name_key: string
  country: string
  language: string
  time_zone: string
  address: JSONColumnType<PostalAddress>
  emergency_address: MaybeJson<PostalAddress>
  extension_from: string
  extension_to: string
  extension_policy: Generated<'next' | 'numberEnd'>
  main_number: string | null
  caller_id: Generated<'own' | 'main'>
  emergency_contacts: Generated<string[]>
  version: Generated<number>
  created_at: CreatedTime
  default_profile_id: string | null
}

/** Defaults and locks for people. */
export interface ProfileTable {
  tenant_id: string
  id: string
  name: string
  name_key: string
  is_default: Generated<boolean>
  defaults: ColumnType<ProfileDefaults, string | undefined, string>
  license_type_id: ColumnType<string | null, never, never>
  number_pool: MaybeJson<NumberPool>
  extensions: MaybeJson<ExtensionRange>
  locks: ProfileLock[]
  version: Generated<number>
  created_at: CreatedTime
}

/** What a seat is called and what it grants. */
export interface LicenseTypeTable {
  tenant_id: string
  id: string
  name: string
  name_key: string
  entitlements: Entitlement[]
  numbers_included: Generated<number>
  version: Generated<number>
  created_at: CreatedTime
}
