import { mkdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { folderProblem } from '../../home/home-folder.ts'
import type { InstanceLock } from '../../home/instance-lock.ts'
import { StartError } from '../../start-error.ts'
import type { Connection } from '../connection.ts'
import { chooseAccount, giveTo } from './account.ts'
import { type Binaries, chooseBinaries, findBinaries } from './binaries.ts'
import { createDataFolder, dataMajorVersion, ownerRole, type PostgresFolder, postgresFolder } from './data-folder.ts'
import { postgresProcesses, stopOrphans } from './orphans.ts'
import { type Postmaster, type PostmasterOptions, startPostmaster } from './postmaster.ts'
import { createSocketFolder, removeSocketFolder } from './socket-folder.ts'

/** The PostgreSQL that runs as our child. */
export interface EmbeddedPostgres {
  /** How its owner signs in; `host` is the folder of the socket. */
  readonly connection: Connection
  /** Every process of it, the postmaster included. */
  pids(): Promise<number[]>
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly lock: InstanceLock
  readonly log: { info(text: string): void; warn(text: string): void }
  /** Called when PostgreSQL ended again and again and is given up. Default: nothing. */
  readonly onLost?: (error: unknown) => void
  /** What to run; default: what is found on this machine. */
  readonly binaries?: readonly Binaries[]
}

/** Starts PostgreSQL on the data folder that `lock` holds, making the database on first use. Throws a `StartError`. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { lock, log } = options
  const paths = postgresFolder(lock.home)
  const postmasterOptions = await prepare(paths, options)
  const running = await keepRunning(postmasterOptions, options)
  try {
    const connection = await ownerConnection(lock.home, postmasterOptions.socketFolder)
    await createDatabase(connection)
    lock.announce(connection.host)
    log.info(`PostgreSQL ${postmasterOptions.binaries.major} is ready`)
    return { connection, pids: () => postgresProcesses(paths.data), stop: () => running.stop() }
  } catch (error) {
    await running.stop()
    throw folderProblem(error, lock.home)
  }
}

/** How to sign in to the PostgreSQL of a data folder that listens in `socketFolder`. */
export async function ownerConnection(home: string, socketFolder: string): Promise<Connection> {
  const { password } = postgresFolder(home)
  const text = await readFile(password, 'utf8').catch((error) => {
    if (error.code !== 'ENOENT') throw folderProblem(error, password)
    throw new StartError(
      'databaseFailed',
      `${password} is missing, and with it the way into the database. Restore it from your backup.`,
    )
  })
  return { host: socketFolder, port: 5432, user: ownerRole, password: text.trim(), database: 'offhook' }
}

async function prepare(paths: PostgresFolder, { log, binaries: given }: EmbeddedOptions): Promise<PostmasterOptions> {
  try {
    const dataMajor = await dataMajorVersion(paths)
    const binaries = chooseBinaries(given ?? (await findBinaries()), dataMajor, paths.data)
    const account = await chooseAccount(binaries.folder, paths.folder)
    await mkdir(paths.folder, { recursive: true, mode: 0o700 })
    if (dataMajor === undefined) {
      log.info('Making a new database')
      await createDataFolder(paths, binaries, account)
    }
    await stopOrphans(paths.data)
    // A folder that was used by another account before, or restored from a backup by root.
    for (const path of [paths.password, paths.data, paths.folder]) await giveTo(account, path)
    const socketFolder = await createSocketFolder(paths, account)
    return { paths, binaries, account, socketFolder }
  } catch (error) {
    throw folderProblem(error, paths.folder)
  }
}

/** Starts PostgreSQL, and starts it again when it is killed under us: at most three times a minute. */
async function keepRunning(
  options: PostmasterOptions,
  { log, onLost }: EmbeddedOptions,
): Promise<{ stop(): Promise<void> }> {
  let isStopping = false
  let restarts: number[] = []
  let current: Postmaster = await startPostmaster(options)

  async function watch(): Promise<void> {
    for (;;) {
      await current.ended
      if (isStopping) return
      restarts = [...restarts.filter((at) => at > Date.now() - 60_000), Date.now()]
      if (restarts.length > 3) throw new Error('PostgreSQL ended four times within a minute')
      log.warn('PostgreSQL ended unexpectedly; starting it again')
      await stopOrphans(options.paths.data)
      await sleep(50)
      if (isStopping) return
      current = await startPostmaster(options)
    }
  }
  const watching = watch().catch((error) => onLost?.(error))

  return {
    async stop() {
      if (isStopping) return
      isStopping = true
      await current.stop()
      await watching
      await current.stop()
      await removeSocketFolder(options.paths)
    },
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [connection.database])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(connection.database)}`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError('databaseFailed', `PostgreSQL runs but cannot be used: ${reason}.`, { cause: error })
  } finally {
    await client.end()
  }
}
