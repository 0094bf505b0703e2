import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { StartError } from '../../start-error.ts'

/**
 * Ends a PostgreSQL that an Offhook which was killed left behind on this data, and removes its `postmaster.pid`.
 * Only for the holder of the instance lock: nobody else's PostgreSQL can then be on this data.
 */
export async function stopOrphans(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const postmaster = Number.parseInt(text, 10)
  // A fast shutdown first; then an immediate one, from which PostgreSQL recovers at its next start.
  const isHeadless = !(await postgresProcesses(data)).includes(postmaster)
  if (!isHeadless) await endWith('SIGINT', 10_000, data, () => [postmaster])
  await endWith('SIGQUIT', 3_000, data, (pids) => pids)
  await endWith('SIGKILL', 3_000, data, (pids) => pids)
  if ((await postgresProcesses(data)).length > 0) {
    throw new StartError('databaseFailed', `A PostgreSQL that was left behind on ${data} cannot be stopped.`)
  }
  // The number in a file left behind may since be another program's, and PostgreSQL would refuse to start.
  await rm(pidFile, { force: true })
}

async function endWith(
  signal: NodeJS.Signals,
  withinMs: number,
  data: string,
  choose: (pids: number[]) => number[],
): Promise<void> {
  const deadline = Date.now() + withinMs
  let running = await postgresProcesses(data)
  for (const pid of choose(running)) sendSignal(pid, signal)
  while (running.length > 0 && Date.now() < deadline) {
    await sleep(20)
    running = await postgresProcesses(data)
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Every PostgreSQL process that works in this data folder: the postmaster and what it started. */
export async function postgresProcesses(data: string): Promise<number[]> {
  const folder = await realpath(data)
  if (process.platform !== 'linux') return listedProcesses(folder)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const isOurs = await Promise.all(pids.map((pid) => worksIn(pid, folder)))
  return pids.filter((_, index) => isOurs[index])
}

async function worksIn(pid: number, folder: string): Promise<boolean> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== folder) return false
    return basename(await readlink(`/proc/${pid}/exe`)).startsWith('postgres')
  } catch {
    // Another user's process, or one that has just ended.
    return false
  }
}

/** Where there is no /proc: the postmaster alone, known by the folder in its command line. */
async function listedProcesses(folder: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,command='])
  return stdout
    .split('\n')
    .filter((line) => line.includes('postgres') && line.includes(folder))
    .map((line) => Number.parseInt(line, 10))
}
