import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Connection } from './db/connection.ts'
import { rolesOf } from './db/connection.ts'
import { type Database, openDatabase } from './db/database.ts'
import { requireKnownKey } from './db/key-check.ts'
import { migrate } from './db/migrate.ts'
import { createEvents } from './events/events.ts'
import type { Secrets } from './home/secrets.ts'
import type { House } from './house.ts'
import { createHeavyWork } from './threads/heavy-work.ts'

/** The house without its calling engine: schema up to date, pools open, bell hung. `close` shuts the pools. */
export async function openHouse(
  config: Config,
  secrets: Secrets,
  owner: Connection,
  log: Logger,
): Promise<{ house: House; close(): Promise<void> }> {
  const rolePassword = (role: string) => secrets.deriveKey(`database role ${role}`).toString('base64url')
  await migrate(owner, { rolePassword, admit: (client) => requireKnownKey(client, secrets) })
  const roles = rolesOf(owner.database)
  const db = await openDatabase(owner, roles, rolePassword)
  const events = createEvents((error) => log.error({ err: error }, 'a listener failed'))
  const realm = await realmOf(db)
  const passwords = Object.fromEntries(Object.values(roles).map((role: string) => [role, rolePassword(role)]))
  const seed = { config, connection: owner, roles, passwords, secretKeys: secrets.keys, realm }
  const heavy = createHeavyWork(seed, events)
  const house: House = { config, db, secrets, events, log, realm, heavy, calling: null }
  const close = async () => {
    await heavy.close()
    await db.close()
  }
  return { house, close }
}

/** The digest realm: made with the schema and never changed, or every phone would need a new password. */
async function realmOf(db: Database): Promise<string> {
  return (await db.global.selectFrom('installation').select('realm').executeTakeFirstOrThrow()).realm
}
