import { randomBytes } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { type Id, newId } from '../../contract/ids.ts'
import type { Context } from '../../server/access/context.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/db/database.ts'
import type { Schema } from '../../server/db/schema.ts'
import { createEvents, type HouseEvent } from '../../server/events/events.ts'
import { secretsFrom } from '../../server/home/secrets.ts'
import type { House } from '../../server/house.ts'
import { createCompany, terminalContext } from '../../server/tenants/create-company.ts'
import type { FoundingSpec } from '../../server/tenants/found-tenant.ts'
import { createHeavyWork } from '../../server/threads/heavy-work.ts'
import { freshDatabase } from './database.ts'

/** The house of one test file: real PostgreSQL behind its wall, real secrets, the real bell; no calling engine. */
export interface FileHouse extends House {
  /** As the owner of the tables, who sees through the wall. */
  readonly owner: Kysely<Schema>
  readonly heard: HouseEvent[]
  /** What was logged as an error, one JSON text each. */
  readonly errors: string[]
}

/** Opens a house for all tests of the file that calls this; the returned function gives it to them. */
export function houseOfThisFile(env: Record<string, string> = {}): () => FileHouse {
  let open: { house: FileHouse; close(): Promise<void> } | undefined
  beforeAll(async () => {
    open = await openHouse(env)
  })
  afterAll(async () => {
    await open?.close()
  })
  return () => {
    if (!open) throw new Error('The house opens before the first test.')
    return open.house
  }
}

async function openHouse(env: Record<string, string>): Promise<{ house: FileHouse; close(): Promise<void> }> {
  const database = await freshDatabase()
  const db = await openDatabase(database.owner, database.roles, database.rolePassword)
  const pool = new pg.Pool({ ...database.owner, max: 2 })
  const owner = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const errors: string[] = []
  const heard: HouseEvent[] = []
  const events = createEvents((error) => errors.push(String(error)))
  events.listen((event) => heard.push(event))
  const realm = (await db.global.selectFrom('installation').select('realm').executeTakeFirstOrThrow()).realm
  const config = readConfig(env)
  const secrets = secretsFrom([{ id: 'test', key: randomBytes(32) }])
  const heavy = createHeavyWork(
    {
      config,
      connection: database.owner,
      roles: database.roles,
      passwords: Object.fromEntries(
        Object.values(database.roles).map((role: string) => [role, database.rolePassword(role)]),
      ),
      secretKeys: secrets.keys,
      realm,
    },
    events,
  )
  const house: FileHouse = {
    config,
    db,
    secrets,
    events,
    log: pino({ level: 'error' }, { write: (line) => errors.push(line) }),
    realm,
    heavy,
    calling: null,
    owner,
    heard,
    errors,
  }
  return {
    house,
    async close() {
      await heavy.close()
      await Promise.all([db.close(), owner.destroy()])
    },
  }
}

/** A company as `offhook init` makes it. */
export interface TestCompany {
  readonly tenantId: Id
  readonly siteId: Id
  readonly adminId: Id
  readonly slug: string
  /** An API token with an administrator's rights. */
  readonly token: string
  /** Who acts in operations that are called without HTTP: the terminal. */
  readonly ctx: Context
}

export interface CompanyWish {
  readonly name?: string
  readonly country?: string
  readonly extensions?: { from: string; to: string }
  /** Licence types and how many are owned. Standard: calls and numbers; any other: calls alone. */
  readonly licenses?: Readonly<Record<string, number>>
  readonly numbers?: string
  /** Whether its founder is operator of the installation, too; true unless a test says otherwise. */
  readonly isOperator?: boolean
}

/** Creates a company the way `offhook init` does. */
export async function addCompany(house: House, wish: CompanyWish = {}): Promise<TestCompany> {
  // Operator of every company, so that no test depends on which of them was first.
  const made = await createCompany(house, foundingSpec(wish), wish.isOperator ?? true)
  return {
    tenantId: made.tenantId,
    siteId: made.siteId,
    adminId: made.adminUserId,
    slug: made.slug,
    token: made.apiToken,
    ctx: { ...terminalContext(house, made.tenantId), isOperator: false },
  }
}

/** A company with a complete address, Standard and Lobby licences unless others are wished for. */
export function foundingSpec(wish: CompanyWish = {}): FoundingSpec {
  const { name = `Acme ${newId().slice(-6)}`, country = 'US' } = wish
  const licenses = wish.licenses ?? { Standard: 25, Lobby: 5 }
  const address = { line1: '1 Main Street', line2: '', city: 'Springfield', state: '', postalCode: '', country }
  return {
    company: { name, country, language: 'en-US', timeZone: 'America/New_York' },
    site: { name: 'HQ', address, extensions: wish.extensions ?? { from: '1000', to: '1999' } },
    admin: { firstName: 'Ada', lastName: 'Admin', email: 'ada@acme.example', username: 'ada' },
    licenses: Object.entries(licenses).map(([type, owned]) => ({
      name: type,
      entitlements: type === 'Standard' ? ['calls', 'directNumber'] : ['calls'],
      owned,
    })),
    numbers: wish.numbers ?? '',
    fictionalNumbers: 0,
  }
}
