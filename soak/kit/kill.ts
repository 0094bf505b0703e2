import pg from 'pg'
import type { OffhookServer } from '../../bench/kit/offhook-server.ts'
import { readConfig } from '../../server/config.ts'
import { joinStorage } from '../../server/db/open-storage.ts'

/** `server`: the whole process. `database`: the process of PostgreSQL that does the work, with which PostgreSQL restarts all of its own. */
export type Victim = 'server' | 'database'

/** Kills without a chance to tidy up (SIGKILL), and waits for the death of the server. */
export async function kill(server: OffhookServer, home: string, victim: Victim): Promise<void> {
  if (victim === 'database') process.kill(await busyBackend(home), 'SIGKILL')
  else {
    process.kill(server.pid, 'SIGKILL')
    await server.stop()
  }
}

/** The backend that has been in a transaction for longest; where none is, any that serves us. */
async function busyBackend(home: string): Promise<number> {
  const [row] = await ask<{ pid: number }>(
    home,
    `select pid from pg_stat_activity where usename like '%\\_app' order by xact_start nulls last limit 1`,
  )
  if (!row) throw new Error('No backend serves the server.')
  return row.pid
}

/** One question as the owner of the tables, in one snapshot. */
export async function ask<Row extends object>(home: string, query: string, values: unknown[] = []): Promise<Row[]> {
  const storage = await joinStorage(readConfig({ OFFHOOK_HOME: home }))
  const client = new pg.Client(storage.owner)
  // PostgreSQL may be killed under us.
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Row>(query, values)).rows
  } finally {
    await client.end().catch(() => {})
    await storage.close()
  }
}

/** Something is not as it must be; waiting does not make it better. */
export class HalfDone extends Error {}

/** Tries until it succeeds, at most so long: what was killed needs a moment to come back. */
export async function eventually<T>(work: () => Promise<T>, withinMs = 60_000): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof HalfDone || performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
