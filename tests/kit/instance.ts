import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Connection } from '../../server/db/connection.ts'
import type { Binaries } from '../../server/db/embedded/binaries.ts'
import { queryOnce } from './database.ts'

const repository = resolve(import.meta.dirname, '../..')
const program = join(repository, 'server/db/embedded/instance.fixture.ts')

/** A process that runs the embedded PostgreSQL on a data folder. */
export interface Instance {
  readonly connection: Connection
  /** PostgreSQL's processes; the first is the postmaster. */
  readonly pids: readonly number[]
  readonly child: ChildProcess
  query(sql: string): Promise<Record<string, unknown>[]>
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** An instance that ended instead of starting. */
export interface Refusal {
  readonly exitCode: number | null
  readonly message: string
}

interface Options {
  readonly role?: 'server' | 'command'
  readonly binaries?: readonly Binaries[]
  readonly asOrdinaryUser?: boolean
}

/** Starts an instance that must become ready. */
export async function startInstance(home: string, options: Options = {}): Promise<Instance> {
  const outcome = await runInstance(home, options)
  if ('exitCode' in outcome) throw new Error(`exit code ${outcome.exitCode}: ${outcome.message}`)
  return outcome
}

/** Starts an instance that must refuse. */
export async function refusedInstance(home: string, options: Options = {}): Promise<Refusal> {
  const outcome = await runInstance(home, options)
  if ('exitCode' in outcome) return outcome
  throw new Error('it started')
}

async function runInstance(home: string, options: Options): Promise<Instance | Refusal> {
  const args = [program, home, options.role ?? 'server']
  if (options.binaries) args.push(JSON.stringify(options.binaries))
  const [file, ...rest] = [...(options.asOrdinaryUser ? ordinaryUser() : []), process.execPath, ...args]
  const child = spawn(file ?? '', rest, { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let message = ''
  child.stderr.on('data', (chunk) => (message += chunk))
  const firstLine = await Promise.race([
    new Promise<string>((done) => child.stdout.once('data', (chunk) => done(String(chunk)))),
    ended.then(() => undefined),
  ])
  if (firstLine === undefined) return { exitCode: await ended, message: message.trim() }
  const { connection, pids }: { connection: Connection; pids: number[] } = JSON.parse(firstLine)
  return {
    connection,
    pids,
    child,
    query: (sql) => queryOnce(connection, sql),
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** The command that gives up root, where we are root. A checkout that only root can enter is reached from a user namespace. */
function ordinaryUser(): string[] {
  if (process.getuid?.() !== 0) return []
  const drop = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups']
  const isReadable = spawnSync(drop[0] ?? '', [...drop.slice(1), 'test', '-r', program]).status === 0
  return isReadable ? drop : ['unshare', '--user', '--map-user=65534', '--map-group=65534']
}
