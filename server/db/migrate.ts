import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Connection, type Roles, rolesOf } from './connection.ts'

const folder = join(import.meta.dirname, 'migrations')

export interface MigrateOptions {
  /** Passwords to give the two roles; they are made when missing. */
  readonly rolePassword: (role: string) => string
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
  await client.connect()
  try {
    await client.query('begin')
    await client.query(
      'create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    await client.query('lock table migration in exclusive mode')
    await ensureRoles(client, owner.database, roles, options.rolePassword)
    const applied = await applyMissing(client, roles)
    await client.query('commit')
    return { applied }
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client, roles: Roles): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration')
  const done = new Map(rows.map((row) => [row.name, row.checksum]))
  const applied: string[] = []
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
    const text = await readFile(join(folder, name), 'utf8')
    const checksum = createHash('sha256').update(text).digest('hex')
    const known = done.get(name)
    if (known && known !== checksum)
      throw new Error(`Migration ${name} was changed after it ran here. Migrations are never edited: add a new one.`)
    if (known) continue
    await client.query(text.replaceAll('{{app}}', quoted(roles.app)).replaceAll('{{operator}}', quoted(roles.operator)))
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum])
    applied.push(name)
  }
  return applied
}

async function ensureRoles(
  client: pg.Client,
  database: string,
  roles: Roles,
  password: (role: string) => string,
): Promise<void> {
  for (const role of [roles.app, roles.operator]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (rowCount === 0)
      await client.query(`create role ${quoted(role)} login nosuperuser nobypassrls nocreatedb nocreaterole`)
    await client.query(`alter role ${quoted(role)} password ${pg.escapeLiteral(password(role))}`)
    await client.query(`grant connect on database ${quoted(database)} to ${quoted(role)}`)
    await client.query(`grant usage on schema public to ${quoted(role)}`)
  }
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
