import type { Generated } from 'kysely'
import type { AccessEventTable, ApiTokenTable, MailTable, OneTimeTokenTable, SessionTable } from './access-tables.ts'
import type { CallRecordTable, RegistrationTable, SipAccountTable } from './calling-tables.ts'
import type { ChangeSetTable, ChangeTable, IdempotencyKeyTable, JobTable, TaskTable } from './change-tables.ts'
import type { CreatedTime, Time } from './column-types.ts'
import type { InstallationTable, LicenseTypeTable, ProfileTable, SiteTable, TenantTable } from './company-tables.ts'
import type { CallSuccessionTable, LeavingTable } from './leaving-tables.ts'
import type { NumberStockTable, PhoneNumberTable } from './number-tables.ts'
import type { UserTable } from './user-tables.ts'

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
