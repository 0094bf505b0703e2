import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type Id, isId } from '../../contract/ids.ts'
import type { Connection, Roles } from './connection.ts'
import type { Schema } from './schema.ts'

/** A transaction inside one tenant: what every store function takes first. */
export interface TenantTx {
  readonly tenantId: Id
  readonly db: Transaction<Schema>
}

/** The doors to the data, and the few global tables that are read before a tenant is known. */
export interface Database {
  /** Runs `work` in one transaction that sees this tenant only; retried up to 3 times on a deadlock or serialization failure. */
  inTenant<T>(tenantId: Id, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /** Runs `work` as the operator role, which sees a few tables across tenants; `reason` goes to the server's statement log. */
  asOperator<T>(reason: string, work: (db: Transaction<Schema>) => Promise<T>): Promise<T>
  /** Runs `work` as the role that may blank what history says of people, inside one tenant, and nothing else. */
  asEraser<T>(tenantId: Id, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /** For global tables alone (tenant, sip_username, installation, number_stock): no tenant is set here. */
  readonly global: Kysely<Schema>
  close(): Promise<void>
}

/** Opens the pools. Rejects if a role could see through the wall: superuser, BYPASSRLS or owner of a table. */
export async function openDatabase(
  connection: Connection,
  roles: Roles,
  rolePassword: (role: string) => string,
  poolSize = 10,
): Promise<Database> {
  const app = openPool({ ...connection, user: roles.app, password: rolePassword(roles.app) }, poolSize)
  const operator = openPool({ ...connection, user: roles.operator, password: rolePassword(roles.operator) }, 2)
  const eraser = openPool({ ...connection, user: roles.eraser, password: rolePassword(roles.eraser) }, 1)
  const database = new PooledDatabase(app, operator, eraser)
  try {
    for (const db of [app, operator, eraser]) await refuseStrongRole(db)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

class PooledDatabase implements Database {
  readonly global: Kysely<Schema>
  readonly #operator: Kysely<Schema>
  readonly #eraser: Kysely<Schema>

  constructor(app: Kysely<Schema>, operator: Kysely<Schema>, eraser: Kysely<Schema>) {
    this.global = app
    this.#operator = operator
    this.#eraser = eraser
  }

  async inTenant<T>(tenantId: Id, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return insideTenant(this.global, tenantId, work)
  }

  async asEraser<T>(tenantId: Id, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return insideTenant(this.#eraser, tenantId, work)
  }

  async asOperator<T>(reason: string, work: (db: Transaction<Schema>) => Promise<T>): Promise<T> {
    return this.#operator.transaction().execute(async (db) => {
      await db.executeQuery(CompiledQuery.raw(`set local application_name = ${pg.escapeLiteral(reason.slice(0, 60))}`))
      return work(db)
    })
  }

  async close(): Promise<void> {
    await Promise.all([this.global.destroy(), this.#operator.destroy(), this.#eraser.destroy()])
  }
}

function insideTenant<T>(pool: Kysely<Schema>, tenantId: Id, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  if (!isId(tenantId)) throw new Error('A tenant id must be a UUID.')
  return retryingConflicts(() =>
    pool.transaction().execute(async (db) => {
      // SET LOCAL rather than set_config(): a distributed PostgreSQL carries it to its workers.
      await db.executeQuery(CompiledQuery.raw(`set local offhook.tenant = '${tenantId}'`))
      return work({ tenantId, db })
    }),
  )
}

function openPool(connection: Connection, max: number): Kysely<Schema> {
  const pool = new pg.Pool({ ...connection, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 })
  // An idle connection that the server closed is not an error of any request: the pool opens another.
  pool.on('error', () => {})
  // Nor must one that breaks between two statements of a transaction end this process: its next statement says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

async function refuseStrongRole(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ name: string; strong: boolean }>`
    select current_user as name, (r.rolsuper or r.rolbypassrls
      or exists (select from pg_class c where c.relowner = r.oid and c.relkind = 'r')) as strong
    from pg_roles r where r.rolname = current_user`.execute(db)
  if (rows[0]?.strong !== false) {
    throw new Error(
      `The database role ${rows[0]?.name ?? ''} could see through the wall between tenants (superuser, BYPASSRLS or owner of tables). Offhook does not start with it.`,
    )
  }
}

const retried = new Set(['40001', '40P01'])

async function retryingConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left <= 1 || !(error instanceof pg.DatabaseError) || !retried.has(error.code ?? '')) throw error
    }
  }
}
