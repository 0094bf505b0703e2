import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { TaskPhase, TaskProblem, TaskResult, TaskState } from '../../contract/api/tasks.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { ExtensionRange, ReservedExtensions } from '../../contract/extension-number.ts'
import type { NumberPool, ProfileDefaults, ProfileLock } from '../../contract/profile-spec.ts'
import type { ServicesSpec } from '../../contract/services-spec.ts'
import type { PostalAddress } from '../../contract/texts.ts'
import type { PersonalNumber, PhoneApp, UserState } from '../../contract/user-spec.ts'
import type { FieldOrigin } from '../changes/field-origins.ts'
import type { CallSuccessionTable, LeavingTable } from './leaving-tables.ts'

type Time = ColumnType<Date, Date | string, Date | string>
type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type CreatedTime = ColumnType<Date, Date | string | undefined, Date | string>
type MaybeJson<T extends object> = ColumnType<T | null, string | null | undefined, string | null>

/** The tables as the migrations make them; columns and wall are described in `migrations/`. */
export interface Schema {
  installation: InstallationTable
  tenant: TenantTable
  operator: { tenant_id: string; user_id: string; created_at: CreatedTime }
  number_owner: { e164: string; tenant_id: string }
  number_stock: NumberStockTable
  sip_username: { username: string; tenant_id: string; account_id: string }
  site: SiteTable
  profile: ProfileTable
  license_type: LicenseTypeTable
  license_pool: { tenant_id: string; license_type_id: string; owned: number; used: Generated<number> }
  license_use_day: { tenant_id: string; license_type_id: string; day: string; used: number }
  app_user: UserTable
  search_token: { tenant_id: string; token: string; user_id: string }
  service_target: { tenant_id: string; user_id: string; target: string; field: string }
  extension: { tenant_id: string; number: string; user_id: string }
  extension_rest: { tenant_id: string; number: string; user_id: string | null; freed_at: CreatedTime }
  phone_number: PhoneNumberTable
  number_pool: { tenant_id: string; included: Generated<number>; drawn: Generated<number> }
  number_allowance: { tenant_id: string; country: string; bought: Generated<number>; used: Generated<number> }
  password: { tenant_id: string; user_id: string; hash: string; changed_at: CreatedTime }
  session: SessionTable
  api_token: ApiTokenTable
  sign_in_throttle: { tenant_id: string; key: Buffer; failures: number; blocked_until: Time }
  mail: MailTable
  one_time_token: OneTimeTokenTable
  sip_account: SipAccountTable
  registration: RegistrationTable
  call_record: CallRecordTable
  call_succession: CallSuccessionTable
  leaving: LeavingTable
  change_set: ChangeSetTable
  change_set_kind: { tenant_id: string; kind: string; change_set_id: string }
  change: ChangeTable
  access_event: AccessEventTable
  job: JobTable
  task: TaskTable
  idempotency_key: IdempotencyKeyTable
}

interface InstallationTable {
  id: Generated<boolean>
  realm: string
  first_tenant_id: string | null
  created_at: CreatedTime
}

interface TenantTable {
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

interface NumberStockTable {
  e164: string
  country: string
  category: 'local' | 'tollFree'
  area: string
  loaded_at: CreatedTime
}

interface SiteTable {
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

interface ProfileTable {
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

interface LicenseTypeTable {
  tenant_id: string
  id: string
  name: string
  name_key: string
  entitlements: Entitlement[]
  numbers_included: Generated<number>
  version: Generated<number>
  created_at: CreatedTime
}

interface UserTable {
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

interface PhoneNumberTable {
  tenant_id: string
  e164: string
  country: string
  category: 'local' | 'tollFree'
  area: string
  origin: 'stock' | 'own'
  user_id: string | null
  position: number | null
  quarantined_until: MaybeTime
  reserved_for_user_id: string | null
  released_at: MaybeTime
  shared_name: string | null
  porting: 'prePorting' | 'porting' | null
  temporary_number: string | null
  version: Generated<number>
  created_at: CreatedTime
}

interface SessionTable {
  tenant_id: string
  id: string
  user_id: string
  secret_hash: Buffer
  user_agent: string
  address: string
  created_at: CreatedTime
  last_seen_at: CreatedTime
  expires_at: Time
}

interface ApiTokenTable {
  tenant_id: string
  id: string
  name: string
  secret_hash: Buffer
  created_at: CreatedTime
  last_used_at: MaybeTime
  revoked_at: MaybeTime
}

interface MailTable {
  tenant_id: string
  id: string
  user_id: string
  kind: 'welcome' | 'passwordReset' | 'emergencyCall'
  state: 'queued' | 'sent' | 'failed' | 'opened' | 'accepted' | 'replaced'
  to_address: string
  reason: string | null
  expires_at: MaybeTime
  created_at: CreatedTime
  sent_at: MaybeTime
  inbox_subject: string | null
  inbox_text: string | null
  inbox_html: string | null
}

interface OneTimeTokenTable {
  tenant_id: string
  id: string
  user_id: string
  mail_id: string
  purpose: 'welcome' | 'passwordReset'
  secret_hash: Buffer
  expires_at: Time
  used_at: MaybeTime
  created_at: CreatedTime
}

interface SipAccountTable {
  tenant_id: string
  id: string
  user_id: string
  kind: 'web' | 'sip'
  label: string
  username: string
  ha1_md5: string
  ha1_sha256: string
  session_id: string | null
  disabled_at: MaybeTime
  created_at: CreatedTime
}

interface RegistrationTable {
  tenant_id: string
  account_id: string
  instance: string
  user_id: string
  contact: string
  path: string[]
  transport: string
  source: string
  user_agent: string
  call_id: string
  cseq: ColumnType<string, number, number>
  registered_at: Time
  expires_at: Time
}

interface CallRecordTable {
  tenant_id: string
  id: string
  sip_call_id: string
  caller_user_id: string
  callee_user_id: string | null
  dialed: string
  is_anonymous: Generated<boolean>
  started_at: Time
  answered_at: MaybeTime
  ended_at: MaybeTime
  outcome: string | null
}

interface ChangeSetTable {
  tenant_id: string
  id: string
  summary: string
  source: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  request_id: string
  undo_of: string | null
  count: number
  /** What is in it, as `entity.operation`. */
  kinds: string[]
  created_at: CreatedTime
}

interface ChangeTable {
  tenant_id: string
  change_set_id: string
  position: number
  entity: string
  entity_id: string
  label: string
  operation: string
  before: MaybeJson<Record<string, unknown>>
  after: MaybeJson<Record<string, unknown>>
  origins: MaybeJson<Record<string, FieldOrigin>>
  erased_at: MaybeTime
}

interface AccessEventTable {
  tenant_id: string
  id: string
  kind: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  about: string | null
  address: string
  created_at: CreatedTime
}

interface JobTable {
  tenant_id: string
  id: string
  kind: string
  payload: JSONColumnType<Record<string, unknown>>
  state: Generated<'due' | 'failed'>
  attempts: Generated<number>
  run_at: CreatedTime
  last_error: string | null
  created_at: CreatedTime
}

interface TaskTable {
  tenant_id: string
  id: string
  kind: string
  title: string
  state: Generated<TaskState>
  attempt: Generated<number>
  phase: TaskPhase | null
  done: Generated<number>
  total: Generated<number>
  payload: ColumnType<unknown, string, never>
  result: MaybeJson<TaskResult>
  problem: MaybeJson<TaskProblem>
  change_set_id: string | null
  source: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  user_id: string | null
  is_operator: boolean
  request_id: string
  address: string
  created_at: CreatedTime
  started_at: MaybeTime
  finished_at: MaybeTime
}

interface IdempotencyKeyTable {
  tenant_id: string
  key_hash: Buffer
  request_hash: Buffer
  status: number | null
  answer: MaybeJson<Record<string, unknown>>
  created_at: CreatedTime
  claim: string | null
  change_set_id: string | null
}
