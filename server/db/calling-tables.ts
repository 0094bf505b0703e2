import type { ColumnType, Generated } from 'kysely'
import type { CreatedTime, MaybeTime, Time } from './column-types.ts'

/** What one phone of a person registers with. */
export interface SipAccountTable {
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

/** Where a phone can be reached now. */
export interface RegistrationTable {
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

/** A call, and how it ended. */
export interface CallRecordTable {
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
