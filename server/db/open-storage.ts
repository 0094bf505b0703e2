import pg from 'pg'
import type { Config } from '../config.ts'
import { openHome } from '../home/home-folder.ts'
import { lockInstance } from '../home/instance-lock.ts'
import type { Connection } from './connection.ts'
import { attachEmbeddedPostgres } from './embedded/attach-embedded-postgres.ts'
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts'
import { checkDatabaseUrl } from './external.ts'

/** A way into the database as its owner, and how to leave. */
export interface Storage {
  readonly owner: Connection
  close(): Promise<void>
}

/** What a starting server needs: its lock on the data folder, and PostgreSQL, ours unless `DATABASE_URL` names one. */
export async function startStorage(
  config: Config,
  log: { info(text: string): void; warn(text: string): void },
  onLost: (error: unknown) => void,
): Promise<Storage> {
  await openHome(config.home)
  const lock = await lockInstance(config.home, 'server')
  try {
    if (config.databaseUrl) {
      await checkDatabaseUrl(config.databaseUrl)
      return { owner: connectionOf(config.databaseUrl), close: async () => lock.release() }
    }
    const postgres = await startEmbeddedPostgres({ lock, log, onLost })
    return {
      owner: postgres.connection,
      close: async () => {
        await postgres.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** What a terminal command needs: joins the running server's PostgreSQL, or starts it for as long as the command runs. */
export async function joinStorage(config: Config): Promise<Storage> {
  if (config.databaseUrl) {
    await openHome(config.home)
    await checkDatabaseUrl(config.databaseUrl)
    return { owner: connectionOf(config.databaseUrl), close: async () => {} }
  }
  const attached = await attachEmbeddedPostgres(config.home)
  return { owner: attached.connection, close: () => attached.detach() }
}

function connectionOf(databaseUrl: string): Connection {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: databaseUrl })
  return { host, port, user: user ?? '', password: password ?? '', database: database ?? '', ssl: Boolean(ssl) }
}
