import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { isIdle } from '../numbers/number-store.ts'
import type { Intent, NumberFacts, SiteFacts, UserFacts } from './intent.ts'
import { siteOfIntent } from './site-choice.ts'
import { anyOf } from './taken-names.ts'

type Users = ReadonlyMap<Id, UserFacts>

/** What is known of the numbers that the plan names, or that somebody who comes back had. */
export async function loadNumbers(
  tx: TenantTx,
  intents: readonly Intent[],
  users: Users,
): Promise<Map<string, NumberFacts>> {
  const named = new Set<string>()
  for (const intent of intents) {
    for (const number of intent.spec.numbers ?? []) if (number !== 'auto') named.add(number)
    const callerId = intent.spec.services?.callerId?.number
    if (callerId) named.add(callerId)
    for (const number of users.get(intent.userId)?.gaveUp?.numbers ?? []) named.add(number)
  }
  if (named.size === 0) return new Map()
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .leftJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'n.tenant_id').onRef('u.id', '=', 'n.user_id'))
    .select(['n.e164', 'n.user_id', 'n.quarantined_until', 'n.reserved_for_user_id', 'u.first_name', 'u.last_name'])
    .select(isIdle('n').as('is_idle'))
    .where('n.tenant_id', '=', tx.tenantId)
    .where('n.e164', '=', anyOf(named))
    .execute()
  return new Map(
    rows.map((row) => [
      row.e164,
      {
        userId: row.user_id,
        userName: row.user_id ? `${row.first_name} ${row.last_name}` : null,
        restsUntil: row.is_idle || row.user_id ? null : row.quarantined_until,
        reservedForUserId: row.is_idle ? null : row.reserved_for_user_id,
      },
    ]),
  )
}

/** For each country that a choice is asked of: idle numbers in order, as many as may be needed. */
export async function loadFreeNumbers(
  tx: TenantTx,
  intents: readonly Intent[],
  sites: ReadonlyMap<Id, SiteFacts>,
  users: Users,
  willApply: boolean,
): Promise<Map<string, string[]>> {
  const wanted = new Map<string, number>()
  let named = 0
  for (const intent of intents) {
    const numbers = intent.spec.numbers ?? []
    const autos = numbers.filter((number) => number === 'auto').length
    named += numbers.length - autos
    const country = siteOfIntent(intent, sites, users)?.country
    if (autos > 0 && country) wanted.set(country, (wanted.get(country) ?? 0) + autos)
  }
  const free = new Map<string, string[]>()
  for (const [country, count] of wanted) {
    // Two who choose at once skip what the other is taking; when that leaves too few, it is worth waiting for how they end.
    const skipping = await idleNumbers(tx, country, count + named, willApply ? 'skip' : 'look')
    const isEnough = skipping.length >= count || !willApply
    free.set(country, isEnough ? skipping : await idleNumbers(tx, country, count + named, 'wait'))
  }
  return free
}

async function idleNumbers(
  tx: TenantTx,
  country: string,
  limit: number,
  how: 'look' | 'skip' | 'wait',
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .select('n.e164')
    .where('n.tenant_id', '=', tx.tenantId)
    .where('n.country', '=', country)
    .where(isIdle('n'))
    .orderBy('n.e164')
    .limit(limit)
    .$if(how !== 'look', (query) => query.forUpdate())
    .$if(how === 'skip', (query) => query.skipLocked())
    .execute()
  return rows.map((row) => row.e164)
}
