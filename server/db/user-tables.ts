import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { ServicesSpec } from '../../contract/services-spec.ts'
import type { PostalAddress } from '../../contract/texts.ts'
import type { PersonalNumber, PhoneApp, UserState } from '../../contract/user-spec.ts'
import type { FieldOrigin } from '../changes/field-origins.ts'
import type { CreatedTime, MaybeJson, MaybeTime } from './column-types.ts'

/** A person, with what they have and may. */
export interface UserTable {
  tenant_id: string
  id: string
  first_name: string
  last_name: string
  sort_key: string
  email: string
  email_key: string
  username: string
  username_key: string
  external_id: string | null
  site_id: string
  language: string | null
  time_zone: string | null
  job_title: string | null
  department: string | null
  address: MaybeJson<PostalAddress>
  personal_numbers: JSONColumnType<PersonalNumber[]>
  profile_id: string | null
  license_type_id: string | null
  devices: PhoneApp[]
  extension_key: string | null
  has_number: Generated<boolean>
  emergency_address: MaybeJson<PostalAddress>
  services: ColumnType<ServicesSpec, string | undefined, string>
  state: UserState
  role: 'user' | 'admin'
  field_origin: ColumnType<Record<string, FieldOrigin>, string | undefined, string>
  gave_up: MaybeJson<GaveUp>
  last_sign_in_at: MaybeTime
  version: Generated<number>
  created_at: CreatedTime
  updated_at: CreatedTime
  deleted_at: MaybeTime
}

/** What a deleted user held and a restore asks for again. */
export interface GaveUp {
  licenseTypeId: string | null
  extension: string | null
  numbers: string[]
}
