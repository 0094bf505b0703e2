import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { StartError } from '../start-error.ts'
import { type Connection, type Roles, rolesOf } from './connection.ts'

export interface MigrateOptions {
  /** Passwords to give the roles; they are made when missing. */
  readonly rolePassword: (role: string) => string
  /** Asked when the schema is up to date and before anything that others depend on is changed: throws to undo it all. */
  readonly admit?: (owner: pg.Client) => Promise<void>
  /** Where the migrations lie, if not here. */
  readonly folder?: string
  /** Which roles, if not those named after the database (tests clone one database many times). */
  readonly roles?: Roles
}

/**
 * Brings the schema up to date as its owner, in one transaction: either every missing migration runs or none.
 * Safe to run from several nodes at once. Rejects when an applied migration's text was changed.
 */
export async function migrate(owner: Connection, options: MigrateOptions): Promise<{ applied: string[] }> {
  const roles = options.roles ?? rolesOf(owner.database)
  const client = new pg.Client(owner)
  // A connection that breaks is reported by the next query.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    // Before there is any table to lock; two that make the same one at once would trip over each other.
    await client.query("select pg_advisory_xact_lock(hashtext('offhook migration'))")
    await client.query(
      'create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    await ensureRoles(client, owner, roles)
    const applied = await applyMissing(client, roles, options.folder ?? join(import.meta.dirname, 'migrations'))
    await options.admit?.(client)
    for (const role of allOf(roles)) {
      await client.query(`alter role ${quoted(role)} password ${pg.escapeLiteral(options.rolePassword(role))}`)
    }
    await client.query('commit')
    return { applied }
  } catch (error) {
    throw isForbidden(error) ? mayNotMakeRoles(owner.user, roles) : error
  } finally {
    await client.end()
  }
}

// 42501: insufficient_privilege (PostgreSQL appendix A).
function isForbidden(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '42501'
}

function mayNotMakeRoles(user: string, roles: Roles): StartError {
  return new StartError(
    'databaseUnreachable',
    `DATABASE_URL: the user ${user} must own the database and may create roles, because the server works with roles of its own (${allOf(roles).join(', ')}) that cannot see through the wall between companies. Run once as a superuser: alter role ${quoted(user)} createrole`,
  )
}

async function applyMissing(client: pg.Client, roles: Roles, folder: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration')
  const done = new Map(rows.map((row) => [row.name, row.checksum]))
  const applied: string[] = []
  const walls = await forcedWalls(client)
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
    const text = await readFile(join(folder, name), 'utf8')
    const checksum = createHash('sha256').update(text).digest('hex')
    const known = done.get(name)
    if (known && known !== checksum)
      throw new Error(`Migration ${name} was changed after it ran here. Migrations are never edited: add a new one.`)
    if (known) continue
    // A migration that corrects data must see all of it, also where the owner is no superuser.
    if (applied.length === 0)
      for (const wall of walls) await client.query(`alter table ${wall} no force row level security`)
    await client.query(withRoles(text, roles))
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum])
    applied.push(name)
  }
  if (applied.length > 0) {
    for (const wall of walls) await client.query(`alter table if exists ${wall} force row level security`)
  }
  return applied
}

/** The tables whose owner stands before the wall like everybody else. */
async function forcedWalls(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity",
  )
  return rows.map((row) => quoted(row.name))
}

async function ensureRoles(client: pg.Client, { database }: Connection, roles: Roles): Promise<void> {
  for (const role of allOf(roles)) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (rowCount === 0)
      await client.query(`create role ${quoted(role)} login nosuperuser nobypassrls nocreatedb nocreaterole`)
    await client.query(`grant connect on database ${quoted(database)} to ${quoted(role)}`)
    await client.query(`grant usage on schema public to ${quoted(role)}`)
  }
}

function allOf({ app, operator, eraser }: Roles): string[] {
  return [app, operator, eraser]
}

function withRoles(text: string, roles: Roles): string {
  return text.replace(/\{\{(app|operator|eraser)\}\}/g, (_, role: keyof Roles) => quoted(roles[role]))
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
