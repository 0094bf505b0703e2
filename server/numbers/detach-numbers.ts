import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Intent } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import type { TenantTx } from '../db/database.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { lockUsers } from '../users/user-locks.ts'
import type { NumberUse } from './number-uses.ts'

/** What takes these numbers from those who have them and lets those who show them show their usual one. */
export async function detachingIntents(
  tx: TenantTx,
  e164s: readonly string[],
  uses: readonly NumberUse[],
): Promise<Intent[]> {
  const gone = new Set(e164s)
  const showing = new Set(uses.filter(({ field }) => field === 'services.callerId.number').map((use) => use.userId))
  const ids = [...new Set([...(await holdersOf(tx, e164s)), ...showing])]
  await lockUsers(tx, ids, false)
  return [...(await loadUserFacts(tx, ids))].map(([userId, { record }]) => {
    const spec: UserSpec = {
      ...(record.numbers.some((number) => gone.has(number))
        ? { numbers: record.numbers.filter((number) => !gone.has(number)) }
        : {}),
      ...(showing.has(userId) ? { services: { callerId: { number: null } } } : {}),
    }
    return editing(userId, spec)
  })
}

/** Who has one of these numbers. */
export async function holdersOf(tx: TenantTx, e164s: readonly string[]): Promise<Id[]> {
  const rows = await tx.db
    .selectFrom('phone_number')
    .select('user_id')
    .distinct()
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', sql<string>`any(${[...e164s]}::text[])`)
    .execute()
  return rows.flatMap((row) => row.user_id ?? [])
}
