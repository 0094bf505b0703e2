import { sql } from 'kysely'
import { type Id, newId } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { changing } from '../changes/record-changes.ts'
import type { House } from '../house.ts'
import { countWords } from './claim-numbers.ts'
import { letGo } from './end-quarantine.ts'
import { lockNumbers } from './inventory-store.ts'

/** So many at a time, so that nobody waits long for the rows that are locked. */
const atOnce = 1000

/** Lets released numbers go whose rest is over, in every company. */
export async function returnReleased(house: House): Promise<void> {
  const tenants = await house.db.asOperator('released numbers: list tenants', (db) =>
    db.selectFrom('tenant').select('id').execute(),
  )
  for (const { id } of tenants) while ((await returnSome(house, id)) === atOnce);
}

async function returnSome(house: House, tenantId: Id): Promise<number> {
  const { result } = await changing(
    clock(house, tenantId),
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

/** Nobody: what happens because its time has come. */
function clock(house: House, tenantId: Id): Context {
  return {
    house,
    tenantId,
    actor: { kind: 'system', id: null, name: 'Offhook' },
    role: 'admin',
    isOperator: true,
    source: 'system',
    userId: null,
    sessionId: null,
    requestId: newId(),
    address: 'system',
    userAgent: 'offhook',
    isLocal: true,
  }
}
