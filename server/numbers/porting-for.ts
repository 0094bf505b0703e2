import { sql } from 'kysely'
import type { UserView } from '../../contract/api/users.ts'
import type { TenantTx } from '../db/database.ts'
import { formatNumber } from './format-number.ts'

/** Numbers that are being ported and for which one of these stands in. */
export async function portingFor(tx: TenantTx, e164s: readonly string[]): Promise<UserView['portingIn']> {
  if (e164s.length === 0) return []
  const rows = await tx.db
    .selectFrom('phone_number')
    .select(['e164', 'porting', 'temporary_number'])
    .where('tenant_id', '=', tx.tenantId)
    .where('temporary_number', '=', sql<string>`any(${[...e164s]}::text[])`)
    .orderBy('e164')
    .execute()
  return rows.flatMap(({ e164, porting, temporary_number: temporaryNumber }) =>
    porting && temporaryNumber ? [{ e164, display: formatNumber(e164), state: porting, temporaryNumber }] : [],
  )
}
