import type { Generated } from 'kysely'
import type { CreatedTime, MaybeTime } from './column-types.ts'

/** Numbers of the operator that companies can claim. */
export interface NumberStockTable {
  e164: string
  country: string
  category: 'local' | 'tollFree'
  area: string
  loaded_at: CreatedTime
}

/** A number of a company’s inventory. */
export interface PhoneNumberTable {
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
