import type { Id } from '../../contract/ids.ts'
import type { NumberPool } from '../../contract/profile-spec.ts'
import type { TenantTx } from '../db/database.ts'
import { isIdle } from '../numbers/number-store.ts'
import type { Intent, NumberFacts, SiteFacts, UserFacts } from './intent.ts'
import { siteOfIntent } from './site-choice.ts'
import { anyOf } from './taken-names.ts'
import { numberPoolOf, type Wish } from './wish.ts'

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
    .select(['n.released_at', 'n.porting', 'n.shared_name'])
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
        way: row.porting ? 'in' : row.released_at ? 'out' : null,
        isShared: row.shared_name !== null,
      },
    ]),
  )
}

/** For each pool that a choice is asked of, by its key: idle numbers in order, as many as may be needed. */
export async function loadFreeNumbers(
  tx: TenantTx,
  wishes: readonly Wish[],
  sites: ReadonlyMap<Id, SiteFacts>,
  users: Users,
  willApply: boolean,
): Promise<Map<string, string[]>> {
  const wanted = new Map<string, NumberPool & { count: number }>()
  let named = 0
  for (const wish of wishes) {
    const numbers = wish.spec.numbers ?? []
    const autos = numbers.filter((number) => number === 'auto').length
    named += numbers.length - autos
    const site = siteOfIntent(wish, sites, users)
    if (autos === 0 || !site) continue
    const { key, ...pool } = numberPoolOf(site, wish.profile)
    wanted.set(key, { ...pool, count: (wanted.get(key)?.count ?? 0) + autos })
  }
  const free = new Map<string, string[]>()
  for (const [key, pool] of wanted) {
    // Pools of one country may overlap: what one row takes is then missing from the others.
    const alike = [...wanted.values()].filter(({ country }) => country === pool.country)
    const count = alike.reduce((sum, one) => sum + one.count, 0)
    // Two who choose at once skip what the other is taking; when that leaves too few, it is worth waiting for how they end.
    const skipping = await idleNumbers(tx, pool, count + named, willApply ? 'skip' : 'look')
    const isEnough = skipping.length >= pool.count || !willApply
    free.set(key, isEnough ? skipping : await idleNumbers(tx, pool, count + named, 'wait'))
  }
  return free
}

async function idleNumbers(
  tx: TenantTx,
  { country, prefix }: NumberPool,
  limit: number,
  how: 'look' | 'skip' | 'wait',
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .select('n.e164')
    .where('n.tenant_id', '=', tx.tenantId)
    .where('n.country', '=', country)
    .where(isIdle('n'))
    // A site’s own number is given to somebody only by name.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('site as s')
            .select('s.id')
            .whereRef('s.tenant_id', '=', 'n.tenant_id')
            .whereRef('s.main_number', '=', 'n.e164'),
        ),
      ),
    )
    .$if(prefix !== null, (query) =>
      query.where('n.e164', '>=', prefix ?? '').where('n.e164', '<', after(prefix ?? '')),
    )
    .orderBy('n.e164')
    .limit(limit)
    .$if(how !== 'look', (query) => query.forUpdate())
    .$if(how === 'skip', (query) => query.skipLocked())
    .execute()
  return rows.map((row) => row.e164)
}

/** What follows everything that begins with these digits. */
function after(prefix: string): string {
  return `${prefix}:`
}
