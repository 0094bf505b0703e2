import type { SiteSpec } from '../../contract/api/sites.ts'
import type { TenantTx } from '../db/database.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { isIdle } from '../numbers/number-store.ts'
import { refuseField } from '../problem-error.ts'

/** Refuses a main number that the company does not hold or that rests, and a caller ID that would show a main number that is not there. */
export async function requireMainNumber(tx: TenantTx, site: SiteSpec, before: string | null): Promise<void> {
  const { mainNumber, callerId } = site
  if (mainNumber === null) {
    if (callerId === 'main') refuseField('/mainNumber', 'field_required', 'Choose the main number that is to be shown.')
    return
  }
  if (mainNumber === before) return
  const number = await tx.db
    .selectFrom('phone_number as n')
    .select(['n.user_id', isIdle('n').as('is_idle')])
    .where('n.tenant_id', '=', tx.tenantId)
    .where('n.e164', '=', mainNumber)
    // It must not be released before this is written.
    .forKeyShare()
    .executeTakeFirst()
  const display = formatNumber(mainNumber)
  if (!number)
    refuseField('/mainNumber', 'number_unknown', `${display} is not among your company’s numbers. Claim it first.`)
  if (number.user_id === null && !number.is_idle)
    refuseField('/mainNumber', 'number_quarantined', `${display} still rests after somebody left. Choose another.`)
}
