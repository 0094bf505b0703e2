import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderProblem } from '../../home/home-folder.ts'
import { type Account, giveTo, programEnvironment } from './account.ts'
import type { Binaries } from './binaries.ts'
import { databaseFailure, type PostgresFolder } from './data-folder.ts'
import { serverSettings } from './server-settings.ts'

/** A running PostgreSQL server process. */
export interface Postmaster {
  readonly pid: number
  /** Settles when the process has ended, wanted or not. */
  readonly ended: Promise<void>
  /** Ends it in good order (a fast shutdown), or, when that takes too long, at once. */
  stop(): Promise<void>
}

export interface PostmasterOptions {
  readonly paths: PostgresFolder
  readonly binaries: Binaries
  readonly account: Account
  readonly socketFolder: string
}

const recoveryMs = 120_000
const shutdownMs = 30_000
const largestLogBytes = 1_000_000

/** Starts PostgreSQL; resolves once it accepts connections, recovery included. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { paths } = options
  try {
    const logFrom = await openLog(options)
    const child = await spawnPostmaster(options)
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const pid = child.pid ?? 0
    if (!(await becomesReady(child, paths, pid))) {
      child.kill('SIGQUIT')
      await ended
      const written = (await readFile(paths.log)).subarray(logFrom).toString()
      throw databaseFailure('PostgreSQL does not start', written, paths.folder)
    }
    return { pid, ended, stop: () => stopChild(child, ended) }
  } catch (error) {
    throw folderProblem(error, paths.folder)
  }
}

async function spawnPostmaster({ paths, binaries, account, socketFolder }: PostmasterOptions): Promise<ChildProcess> {
  const settings = Object.entries(serverSettings(binaries.major, socketFolder)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const program = [join(binaries.folder, 'postgres'), '-D', paths.data, ...settings]
  const [first, ...rest] = canFollowParent() ? ['setpriv', '--pdeathsig=INT', ...program] : program
  const { file, args, ids } = account.command(first ?? '', rest)
  const log = await open(paths.log, 'a')
  // Its own session: Ctrl-C reaches us alone, and we stop it when nobody needs it any more.
  const child = spawn(file, args, {
    ...ids,
    cwd: '/',
    env: programEnvironment,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  try {
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  } finally {
    await log.close()
  }
  return child
}

/** Whether PostgreSQL can be told to stop when we die. Elsewhere the next start finds what was left (orphans.ts). */
function canFollowParent(): boolean {
  return spawnSync('setpriv', ['--pdeathsig=keep', 'true'], { env: programEnvironment }).status === 0
}

/** PostgreSQL writes its state into line 8 of postmaster.pid. */
async function becomesReady(child: ChildProcess, paths: PostgresFolder, pid: number): Promise<boolean> {
  const deadline = Date.now() + recoveryMs
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const lines = (await readFile(join(paths.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true
    await sleep(10)
  }
  return false
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), shutdownMs)
  await ended
  clearTimeout(timer)
}

/** Makes the log where it is missing, keeps one older one, and answers where this run's lines begin. */
async function openLog({ paths, account }: PostmasterOptions): Promise<number> {
  const size = await stat(paths.log).then(
    (entry) => entry.size,
    () => 0,
  )
  if (size > largestLogBytes) await rename(paths.log, `${paths.log}.old`)
  await (await open(paths.log, 'a', 0o600)).close()
  await giveTo(account, paths.log)
  return size > largestLogBytes ? 0 : size
}
