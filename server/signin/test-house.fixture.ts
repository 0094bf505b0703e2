import { randomBytes } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { type Id, newId } from '../../contract/ids.ts'
import { personSortKey, textKey } from '../../contract/text-keys.ts'
import { freshDatabase } from '../../tests/kit/database.ts'
import type { Context, PublicContext } from '../access/context.ts'
import { readConfig } from '../config.ts'
import type { Connection, Roles } from '../db/connection.ts'
import { openDatabase } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import { createEvents, type HouseEvent } from '../events/events.ts'
import { secretsFrom } from '../home/secrets.ts'
import type { House } from '../house.ts'
import { tenantsWithDueJobs } from '../jobs/job-store.ts'
import { createWorkers, type JobKind, type WorkersOptions } from '../jobs/workers.ts'
import { ProblemError } from '../problem-error.ts'
import { authenticate } from './authenticate.ts'
import { hashPassword } from './passwords.ts'
import { sessionCookie } from './session-cookie.ts'

export interface TestHouse extends House {
  /** What another process needs to open the same database. */
  readonly connection: { connection: Connection; roles: Roles; passwords: Record<string, string> }
  /** As the owner of the tables: no wall. */
  readonly ownerDb: Kysely<Schema>
  readonly heard: HouseEvent[]
  readonly logged: string[]
}

/** Nothing in these tests is large. */
const noHeavyWork: House['heavy'] = {
  run: () => Promise.reject(new Error('This house has no thread beside.')),
  close: async () => {},
}

/** A house on an empty database of its own; what is told and logged is kept. */
export async function testHouse(env: Record<string, string> = {}): Promise<TestHouse> {
  const { owner, roles, rolePassword } = await freshDatabase()
  const db = await openDatabase(owner, roles, rolePassword, 16)
  const ownerDb = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...owner, max: 1 }) }) })
  onTestFinished(async () => {
    await Promise.all([db.close(), ownerDb.destroy()])
  })
  const logged: string[] = []
  const heard: HouseEvent[] = []
  const events = createEvents((error) => {
    throw error
  })
  events.listen((event) => heard.push(event))
  return {
    config: readConfig(env),
    db,
    secrets: secretsFrom([{ id: 'test', key: randomBytes(32) }]),
    events,
    log: pino({ level: 'trace' }, { write: (line) => logged.push(line) }),
    realm: 'offhook.test',
    heavy: noHeavyWork,
    calling: null,
    heard,
    logged,
    ownerDb,
    connection: {
      connection: owner,
      roles,
      passwords: Object.fromEntries(Object.values(roles).map((role) => [role, rolePassword(role)])),
    },
  }
}

export interface TestCompany {
  readonly tenantId: Id
  readonly siteId: Id
}

/** A company with one site. */
export async function addCompany(house: House, slug: string, language = 'en-US'): Promise<TestCompany> {
  const tenantId = newId()
  const siteId = newId()
  const place = { country: 'US', language, time_zone: 'America/Los_Angeles' }
  await house.db.inTenant(tenantId, async ({ db }) => {
    await db
      .insertInto('tenant')
      .values({ id: tenantId, slug, name: slug.toUpperCase(), ...place })
      .execute()
    await db
      .insertInto('site')
      .values({
        tenant_id: tenantId,
        id: siteId,
        name: 'HQ',
        name_key: 'hq',
        ...place,
        address: JSON.stringify({ line1: '', line2: '', city: '', state: '', postalCode: '', country: 'US' }),
        extension_from: '1000',
        extension_to: '9999',
      })
      .execute()
  })
  return { tenantId, siteId }
}

export interface TestPerson {
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly password?: string
  readonly extension?: string
  readonly number?: string
  readonly language?: string
  readonly role?: 'user' | 'admin'
}

/** A person of a company; with a password only if one is given. */
export async function addPerson(
  house: House,
  company: TestCompany,
  username: string,
  more: TestPerson = {},
): Promise<Id> {
  const { tenantId, siteId } = company
  const id = newId()
  const { firstName = username, lastName = 'Ortiz', email = `${username}@acme.example`, role = 'user' } = more
  const hash = more.password === undefined ? null : await hashPassword(more.password)
  await house.db.inTenant(tenantId, async ({ db }) => {
    const names = { first_name: firstName, last_name: lastName, sort_key: personSortKey(firstName, lastName) }
    const keys = { email, email_key: textKey(email), username, username_key: textKey(username) }
    await db
      .insertInto('app_user')
      .values({
        tenant_id: tenantId,
        id,
        ...names,
        ...keys,
        site_id: siteId,
        language: more.language ?? null,
        personal_numbers: '[]',
        devices: [],
        state: 'active',
        role,
      })
      .execute()
    if (hash) await db.insertInto('password').values({ tenant_id: tenantId, user_id: id, hash }).execute()
    if (more.extension)
      await db.insertInto('extension').values({ tenant_id: tenantId, number: more.extension, user_id: id }).execute()
    if (more.number) {
      await db.insertInto('number_owner').values({ e164: more.number, tenant_id: tenantId }).execute()
      await db
        .insertInto('phone_number')
        .values({
          tenant_id: tenantId,
          e164: more.number,
          country: 'US',
          category: 'local',
          area: '',
          origin: 'own',
          user_id: id,
          position: 0,
        })
        .execute()
    }
  })
  return id
}

/** A person becomes active, suspended or deleted. */
export async function setState(
  house: House,
  tenantId: Id,
  userId: Id,
  state: 'active' | 'suspended' | 'deleted',
): Promise<void> {
  await house.db.inTenant(tenantId, ({ db }) =>
    db
      .updateTable('app_user')
      .set({ state, deleted_at: state === 'deleted' ? new Date() : null })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', userId)
      .execute(),
  )
}

/** A visitor whom nobody knows yet, from this address. */
export function visitor(house: House, address = '192.0.2.1'): PublicContext {
  return { house, requestId: 'test', address, userAgent: 'vitest', isLocal: true }
}

/** Runs workers until nothing is due or running any more. */
export async function doJobs(
  house: House,
  kinds: Record<string, JobKind>,
  options: WorkersOptions = {},
): Promise<void> {
  let running = 0
  const counted = Object.entries(kinds).map(([name, kind]): [string, JobKind] => {
    const run: JobKind['run'] = async (job, signal) => {
      running++
      await kind.run(job, signal).finally(() => running--)
    }
    return [name, { ...kind, run }]
  })
  const workers = createWorkers(house, Object.fromEntries(counted), { pollMs: 20, ...options })
  workers.start()
  for (let quiet = 0; quiet < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, 40))
    quiet = running === 0 && (await tenantsWithDueJobs(house)).length === 0 ? quiet + 1 : 0
  }
  await workers.stop()
}

/** How something was refused; an error of the test when it was not. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{ code: string; message: string; wait: string | undefined }> {
  const error = await work.then(
    () => null,
    (error) => error,
  )
  if (!(error instanceof ProblemError)) throw new Error(`not refused: ${error}`)
  return { code: error.code, message: error.message, wait: error.headers['Retry-After'] }
}

/** Asks with the cookie of a session, or with an API token. */
export function withCookie(house: House, token: string): Promise<Context | null> {
  return authenticate(house, {
    ...visitor(house),
    cookieHeader: `a=b; ${sessionCookie(token)}`,
    authorization: undefined,
  })
}

/** Everything that is kept, as text, without the development inbox: for tests that look for secrets. */
export async function everythingKept(house: TestHouse, tenantId: Id): Promise<string> {
  const tables = [
    'session',
    'api_token',
    'password',
    'one_time_token',
    'job',
    'change',
    'change_set',
    'access_event',
    'sign_in_throttle',
    'idempotency_key',
  ] as const
  const rows = await house.db.inTenant(tenantId, async ({ db }) => {
    const kept: unknown[] = []
    for (const table of tables) kept.push(await db.selectFrom(table).selectAll().execute())
    kept.push(await db.selectFrom('mail').select(['id', 'state', 'to_address', 'reason']).execute())
    return kept
  })
  return JSON.stringify([rows, house.logged, house.heard])
}
