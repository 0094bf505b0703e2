import pg from 'pg'
import { StartError } from '../start-error.ts'

const oldestVersion = 15

/** Signs in at `DATABASE_URL` once, or throws one sentence that says what is wrong with it. Never repeats the password. */
export async function checkDatabaseUrl(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  // A connection that breaks later is reported by the query in progress.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('show server_version_num')
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000)
    if (major < oldestVersion) throw new Error(`it is PostgreSQL ${major}, and ${oldestVersion} or newer is needed`)
  } catch (error) {
    const { host, port, database } = client
    throw new StartError(
      'databaseUnreachable',
      `DATABASE_URL: the database ${database} at ${host}:${port} cannot be used: ${reason(error)}.`,
      { cause: error },
    )
  } finally {
    await client.end().catch(() => {})
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'it cannot be reached',
  ENOENT: 'there is no such socket',
  '28P01': 'wrong user or password',
  '28000': 'this user may not sign in there',
  '3D000': 'there is no such database',
  '42501': 'this user may not connect to it',
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Where a name has several addresses and none answers, the error is an AggregateError with the reasons inside.
  const first = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? String(first.code) : ''
  return reasons[code] ?? first.message.replace(/\.$/, '')
}
