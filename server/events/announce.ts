import { randomUUID } from 'node:crypto'
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { LiveEvent } from '../../contract/api/live-event.ts'
import type { Connection } from '../db/connection.ts'
import type { TenantTx } from '../db/database.ts'
import type { Events, HouseEvent } from './events.ts'

const channel = 'offhook'
/** Marks what this process announced, so that it does not hear its own echo; its threads are told which one it is. */
const node = String(getEnvironmentData('offhook node') ?? randomUUID())
setEnvironmentData('offhook node', node)
const mostIds = 100

const Message = z.object({
  node: z.string(),
  tenantId: z.string(),
  kind: LiveEvent.shape.kind,
  ids: z.array(z.string()).nullable(),
  userIds: z.array(z.string()).nullable(),
})

/** Tells the other processes of this installation what changed, when the transaction commits (NOTIFY: a hint; listeners also poll). */
export async function announceInTransaction(tx: TenantTx, events: readonly HouseEvent[]): Promise<void> {
  for (const event of events) {
    const short = { ...event, ids: few(event.ids), userIds: few(event.userIds) }
    await sql`select pg_notify(${channel}, ${JSON.stringify({ node, ...short })})`.execute(tx.db)
  }
}

// A notification holds at most 8,000 bytes.
function few(ids: readonly string[] | null): readonly string[] | null {
  return ids && ids.length <= mostIds ? ids : null
}

/** Hears what other processes announce and rings our bell for it. Reconnects by itself; returns the function that ends it. */
export function hearOthers(
  connection: Connection,
  events: Events,
  onTrouble: (error: unknown) => void,
): () => Promise<void> {
  let ended = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined
  const connect = async () => {
    const fresh = new pg.Client(connection)
    fresh.on('error', () => {})
    fresh.on('end', () => {
      if (!ended) retry = setTimeout(start, 1000)
    })
    fresh.on('notification', (notice) => hear(notice.payload ?? '', events))
    client = fresh
    await fresh.connect()
    await fresh.query(`listen ${channel}`)
  }
  const start = () => {
    connect().catch((error) => {
      if (ended) return
      onTrouble(error)
      client?.end().catch(() => {})
      retry = setTimeout(start, 1000)
    })
  }
  start()
  return async () => {
    ended = true
    clearTimeout(retry)
    await client?.end().catch(() => {})
  }
}

function hear(payload: string, events: Events): void {
  const message = Message.safeParse(parsed(payload))
  if (!message.success || message.data.node === node) return
  events.emit(message.data)
}

// Whoever may sign in to the database may say anything on its channels.
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return null
  }
}
