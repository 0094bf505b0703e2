import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import pino from 'pino'
import type { Connection, Roles } from '../db/connection.ts'
import { openDatabase } from '../db/database.ts'
import { createEvents } from '../events/events.ts'
import { createWorkers } from './workers.ts'

// A process of workers for a test to kill: each job takes a moment and leaves a row in `done`.
const given: { connection: Connection; roles: Roles; passwords: Record<string, string> } = JSON.parse(
  await text(process.stdin),
)
const db = await openDatabase(given.connection, given.roles, (role) => given.passwords[role] ?? '')
const run = async (job: { tenantId: string; id: string }) => {
  await new Promise((resolve) => setTimeout(resolve, 30))
  await db.inTenant(job.tenantId, (tx) => sql`insert into done values (${job.tenantId}, ${job.id})`.execute(tx.db))
}
createWorkers(
  { db, events: createEvents(() => {}), log: pino({ level: 'silent' }) },
  { note: { attempts: 5, run } },
  { concurrency: 2 },
).start()
process.stdout.write('started\n')
