import { sql } from 'kysely'
import { type TellingTx, telling } from '../events/telling.ts'
import { dropEndedRests } from '../extensions/extension-rest-store.ts'
import type { House } from '../house.ts'
import { everyTenant } from '../tenants/every-tenant.ts'
import { endExpiredSessions } from './sessions.ts'
import { forgetAfterMs } from './throttle.ts'

/** Drops, in every tenant, what time has ended: sessions, links, attempts, idempotency keys, old tasks, rests of extensions, old failed jobs, old development mail. */
export async function cleanUp(house: Pick<House, 'db' | 'events'>): Promise<void> {
  for (const id of await everyTenant(house, 'clean-up: list tenants')) await telling(house, id, cleanUpTenant)
}

async function cleanUpTenant(tx: TellingTx): Promise<void> {
  await endExpiredSessions(tx)
  // A link stays a month after its end, so that it can say why it no longer works.
  await dropOlder(tx, 'one_time_token', 'expires_at', 30 * 24 * 3600_000)
  await dropOlder(tx, 'sign_in_throttle', 'blocked_until', forgetAfterMs)
  await dropOlder(tx, 'idempotency_key', 'created_at', 24 * 3600_000)
  // What a task has changed stays in history.
  await dropOlder(tx, 'task', 'finished_at', 30 * 24 * 3600_000)
  await dropEndedRests(tx)
  await tx.db
    .deleteFrom('job')
    .where('tenant_id', '=', tx.tenantId)
    .where('state', '=', 'failed')
    .where('run_at', '<', daysAgo(30))
    .execute()
  await tx.db
    .updateTable('mail')
    .set({ inbox_subject: null, inbox_text: null, inbox_html: null })
    .where('tenant_id', '=', tx.tenantId)
    .where('inbox_text', 'is not', null)
    .where('created_at', '<', daysAgo(7))
    .execute()
}

async function dropOlder(
  tx: TellingTx,
  table: 'one_time_token' | 'sign_in_throttle' | 'idempotency_key' | 'task',
  column: string,
  ageMs: number,
): Promise<void> {
  await sql`delete from ${sql.table(table)} where tenant_id = ${tx.tenantId} and ${sql.ref(column)} < ${new Date(Date.now() - ageMs)}`.execute(
    tx.db,
  )
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 24 * 3600_000)
}
