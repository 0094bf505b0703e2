import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { clockContext } from '../access/own-context.ts'
import { changing } from '../changes/record-changes.ts'
import type { House } from '../house.ts'
import { everyTenant } from '../tenants/every-tenant.ts'
import { countWords } from './claim-numbers.ts'
import { letGo } from './end-quarantine.ts'
import { lockNumbers } from './inventory-store.ts'

/** So many at a time, so that nobody waits long for the rows that are locked. */
const atOnce = 1000

/** Lets released numbers go whose rest is over, in every company. */
export async function returnReleased(house: House): Promise<void> {
  for (const id of await everyTenant(house, 'released numbers: list tenants'))
    while ((await returnSome(house, id)) === atOnce);
}

async function returnSome(house: House, tenantId: Id): Promise<number> {
  const { result } = await changing(
    clockContext(house, tenantId),
    async (tx) => {
      const { rows } = await sql<{ e164: string }>`
        select e164 from phone_number where tenant_id = ${tenantId} and released_at is not null and quarantined_until <= now()
        order by e164 limit ${atOnce} for update skip locked`.execute(tx.db)
      if (rows.length === 0) return []
      const held = await lockNumbers(
        tx,
        rows.map((row) => row.e164),
      )
      const released = [...held.values()].map((one) => one.record)
      await letGo(tx, released)
      return released
    },
    (released) => `let ${countWords(released)} go after ${released.length === 1 ? 'its' : 'their'} rest`,
  )
  return result.length
}
