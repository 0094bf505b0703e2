import type { JSONColumnType } from 'kysely'
import type { OffboardWish } from '../../contract/api/leaving.ts'
import type { CreatedTime, MaybeTime, Time } from './column-types.ts'

/** Calls to what a leaver left behind that ring a successor. */
export interface CallSuccessionTable {
  tenant_id: string
  dialed: string
  leaver_user_id: string
  successor_user_id: string
  ends_at: Time
}

/** Who is to leave, and when. */
export interface LeavingTable {
  tenant_id: string
  user_id: string
  id: string
  leaves_at: Time
  wish: JSONColumnType<OffboardWish>
  planned_by_kind: string
  planned_by_id: string | null
  planned_by_name: string
  planned_at: CreatedTime
  failed_at: MaybeTime
  failure: string | null
}
