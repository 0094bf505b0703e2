import pg from 'pg'
import { newId } from '../../contract/ids.ts'
import type { Connection } from '../../server/db/connection.ts'
import { rateOf } from './timing.ts'

/** The rows of one user in one table, each value as text. */
interface TableRows {
  readonly table: string
  readonly rows: readonly Readonly<Record<string, string | null>>[]
}

/** Tables that a creation writes to, in an order that foreign keys allow, and how a user's rows are found there. */
const tables: readonly (readonly [table: string, ofUser: string])[] = [
  ['app_user', 'id = $2'],
  ['extension', 'user_id = $2'],
  ['phone_number', 'user_id = $2'],
  ['search_token', 'user_id = $2'],
  ['sip_account', 'user_id = $2'],
  ['sip_username', 'account_id in (select id from sip_account where tenant_id = $1 and user_id = $2)'],
  ['change_set', 'id in (select change_set_id from change where tenant_id = $1 and entity_id = $2::text)'],
  ['change', 'entity_id = $2::text'],
  ['mail', 'user_id = $2'],
]

const atOnce = 8

/**
 * The yardstick of creating users: how many a hand-written program would insert in a second, if the very rows that the API wrote
 * for these users were all it had to know. One transaction per user, one INSERT per table, nothing planned, checked or answered.
 * The rows go to a second tenant in the same tables.
 */
export async function sameRowsRate(owner: Connection, tenantId: string, userIds: readonly string[]): Promise<number> {
  const pool = new pg.Pool({ ...owner, max: atOnce })
  // A connection may still be on its way out when PostgreSQL stops.
  pool.on('error', () => {})
  try {
    const users = await Promise.all(userIds.map((userId) => readRows(pool, tenantId, userId)))
    const twin = await makeTwin(pool, tenantId)
    const work = users.map((user) => user.map((one) => insertOf(one, tenantId, twin)))
    return await rateOf(work.length, atOnce, (index) => inTransaction(pool, work[index] ?? [], twin))
  } finally {
    await pool.end()
  }
}

async function readRows(pool: pg.Pool, tenantId: string, userId: string): Promise<TableRows[]> {
  const all: TableRows[] = []
  for (const [table, ofUser] of tables) {
    const columns = await columnsOf(pool, table)
    const list = columns.map((name) => `${name}::text`).join(', ')
    const { rows } = await pool.query(`select ${list} from ${table} where tenant_id = $1 and ${ofUser}`, [
      tenantId,
      ...(ofUser.includes('$2') ? [userId] : []),
    ])
    all.push({ table, rows })
  }
  return all
}

const known = new Map<string, Promise<string[]>>()

function columnsOf(pool: pg.Pool, table: string): Promise<string[]> {
  const found =
    known.get(table) ??
    pool
      .query<{ name: string }>(
        'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum',
        [table],
      )
      .then(({ rows }) => rows.map((row) => row.name))
  known.set(table, found)
  return found
}

/** A second tenant with the same site and licences. */
async function makeTwin(pool: pg.Pool, tenantId: string): Promise<string> {
  const twin = newId()
  await pool.query(
    'insert into tenant (id, slug, name, country, language, time_zone) select $2::uuid, $2::text, name, country, language, time_zone from tenant where id = $1',
    [tenantId, twin],
  )
  for (const table of ['site', 'license_type', 'license_pool']) {
    const columns = (await columnsOf(pool, table)).filter((name) => name !== 'tenant_id').join(', ')
    await pool.query(
      `insert into ${table} (tenant_id, ${columns}) select $2, ${columns} from ${table} where tenant_id = $1`,
      [tenantId, twin],
    )
  }
  return twin
}

/** One INSERT of all rows of one table, prepared once per shape. */
function insertOf({ table, rows }: TableRows, tenantId: string, twin: string): pg.QueryConfig | null {
  const [first] = rows
  if (!first) return null
  const columns = Object.keys(first)
  const value = (text: string | null) => (text === tenantId ? twin : text)
  // The SIP username is unique in the installation.
  const own = (column: string, text: string | null) =>
    column === 'username' && table === 'sip_username' ? `${text}-twin` : value(text)
  const places = rows.map(
    (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  )
  return {
    name: `${table}-${rows.length}`,
    text: `insert into ${table} (${columns.join(', ')}) values ${places.join(', ')}`,
    values: rows.flatMap((row) => columns.map((column) => own(column, row[column] ?? null))),
  }
}

async function inTransaction(pool: pg.Pool, inserts: readonly (pg.QueryConfig | null)[], twin: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const insert of inserts) if (insert) await client.query(insert)
    await client.query('update license_pool set used = used + 1 where tenant_id = $1', [twin])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
