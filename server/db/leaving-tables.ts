import type { ColumnType, JSONColumnType } from 'kysely'
import type { OffboardWish } from '../../contract/api/leaving.ts'

/** Calls to what a leaver left behind that ring a successor. */
export interface CallSuccessionTable {
  tenant_id: string
  dialed: string
  leaver_user_id: string
  successor_user_id: string
  ends_at: ColumnType<Date, Date | string, Date | string>
}

/** Who is to leave, and when. */
export interface LeavingTable {
  tenant_id: string
  user_id: string
  id: string
  leaves_at: ColumnType<Date, Date | string, Date | string>
  wish: JSONColumnType<OffboardWish>
  planned_by_kind: string
  planned_by_id: string | null
  planned_by_name: string
  planned_at: ColumnType<Date, Date | string | undefined, Date | string>
  failed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  failure: string | null
}
