import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../start-error.ts'
import { diskFull, folderProblem } from './home-folder.ts'

/** Who holds a data folder, as its `instance.json` tells. A hint for people and for `attach`; the lock itself is the kernel's. */
export interface InstanceInfo {
  readonly pid: number
  /** A `command` of the CLI holds the folder for moments only. */
  readonly role: 'server' | 'command'
  readonly startedAt: string
  /** Where the embedded PostgreSQL listens, once it does. */
  readonly socketFolder?: string
}

/** The proof that this process alone uses a data folder. What may only run under it asks for it as an argument. */
export interface InstanceLock {
  readonly home: string
  /** Tells other processes where our PostgreSQL listens. */
  announce(socketFolder: string): void
  release(): void
}

const sqliteBusy = 5
const sqliteFull = 13
const commandsEndWithinMs = 20_000

/**
 * Takes the data folder for this process, or throws `inUse`. A server waits for a command of the CLI to end.
 *
 * The lock is a file lock of the kernel (fcntl, through SQLite, since Node has none of its own): it is gone the moment the
 * process is, however it ended, so there is no stale lock to recognise and no race between two who recognise it.
 */
export async function lockInstance(home: string, role: InstanceInfo['role']): Promise<InstanceLock> {
  const deadline = Date.now() + commandsEndWithinMs
  for (;;) {
    const lock = tryLockInstance(home, role)
    if (lock) return lock
    const holder = readInstance(home)
    if (holder?.role === 'server' || Date.now() > deadline) throw inUse(home, holder)
    await sleep(50)
  }
}

/** Takes the data folder, or answers undefined when another process has it. */
export function tryLockInstance(home: string, role: InstanceInfo['role']): InstanceLock | undefined {
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(join(home, 'instance.lock'))
    file.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE')
    const held = file
    const info: InstanceInfo = { pid: process.pid, role, startedAt: new Date().toISOString() }
    writeInstance(home, info)
    return {
      home,
      announce: (socketFolder) => writeInstance(home, { ...info, socketFolder }),
      release: () => {
        if (!held.isOpen) return
        rmSync(join(home, 'instance.json'), { force: true })
        held.close()
      },
    }
  } catch (error) {
    if (file?.isOpen) file.close()
    if (error instanceof Error && 'errcode' in error) {
      if (error.errcode === sqliteBusy) return undefined
      throw error.errcode === sqliteFull ? diskFull(home, error) : cannotLock(home, error)
    }
    throw folderProblem(error, home)
  }
}

/** Who holds the folder, or undefined when it does not say (yet). */
export function readInstance(home: string): InstanceInfo | undefined {
  try {
    return JSON.parse(readFileSync(join(home, 'instance.json'), 'utf8'))
  } catch {
    // Not there yet, or gone meanwhile: both mean that nobody is known to hold it.
    return undefined
  }
}

function writeInstance(home: string, info: InstanceInfo): void {
  const file = join(home, 'instance.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(info)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function inUse(home: string, holder: InstanceInfo | undefined): StartError {
  const who = holder ? ` (process ${holder.pid}, since ${holder.startedAt})` : ''
  return new StartError(
    'inUse',
    `The data folder ${home} is in use by another Offhook${who}. Stop that one, or set OFFHOOK_HOME to another folder.`,
  )
}

function cannotLock(home: string, cause: Error): StartError {
  return new StartError(
    'folderUnusable',
    `The data folder cannot be used: ${join(home, 'instance.lock')}: ${cause.message}.`,
    {
      cause,
    },
  )
}
