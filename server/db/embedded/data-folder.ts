import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { diskFull, folderProblem, syncFolder } from '../../home/home-folder.ts'
import { StartError } from '../../start-error.ts'
import { type Account, giveTo, programEnvironment } from './account.ts'
import type { Binaries } from './binaries.ts'

/** Owner of the database: runs the migrations. The server itself signs in as a lesser role. */
export const ownerRole = 'offhook_owner'

/** Where PostgreSQL's files lie in a data folder. */
export interface PostgresFolder {
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly log: string
}

/** The paths below `home`; makes nothing. */
export function postgresFolder(home: string): PostgresFolder {
  const folder = join(home, 'postgres')
  return {
    folder,
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    log: join(folder, 'server.log'),
  }
}

/** Major version of the PostgreSQL that made the data; undefined for a new folder. */
export async function dataMajorVersion({ data }: PostgresFolder): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(data, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw folderProblem(error, data)
  }
}

/** Makes a new, empty database folder. It appears under its name only when complete: a failure or a crash leaves nothing. */
export async function createDataFolder(paths: PostgresFolder, binaries: Binaries, account: Account): Promise<void> {
  const unfinished = `${paths.data}.new`
  try {
    await rm(unfinished, { recursive: true, force: true })
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    await writeFile(paths.password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
    await chmod(paths.password, 0o600)
    for (const path of [paths.password, unfinished, paths.folder]) await giveTo(account, path)
    await runInitdb(paths, unfinished, binaries, account)
    await rename(unfinished, paths.data)
    await syncFolder(paths.folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw folderProblem(error, paths.folder)
  }
}

async function runInitdb(paths: PostgresFolder, target: string, binaries: Binaries, account: Account): Promise<void> {
  // The C locale behaves the same on every platform and version; what people see is sorted by keys that `contract` makes.
  const options = ['--no-locale', '--encoding=UTF8', '--data-checksums', '--auth=scram-sha-256', '--no-instructions']
  const { file, args, ids } = account.command(join(binaries.folder, 'initdb'), [
    ...options,
    `--username=${ownerRole}`,
    `--pwfile=${paths.password}`,
    `--pgdata=${target}`,
  ])
  const child = spawn(file, args, {
    ...ids,
    cwd: dirname(target),
    env: programEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw databaseFailure('The database could not be made', output, paths.folder)
}

/** A failure of PostgreSQL's programs, from what they wrote: the last line that says why. */
export function databaseFailure(what: string, output: string, folder: string): StartError {
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(folder)
  const lines = output.split('\n').filter((line) => /\b(?:FATAL|PANIC|error):/i.test(line))
  const reason = lines.at(-1)?.replace(/^.*?\b(?:FATAL|PANIC|error):\s*/i, '') ?? 'PostgreSQL gave no reason'
  return new StartError('databaseFailed', `${what} in ${folder}: ${reason.trim()}.`)
}
