import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

const repository = resolve(import.meta.dirname, '../..')

/** The whole server as a process of its own. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** From the command to the printed address. */
  readonly readyAfterMs: number
  /** Everything it has printed so far. */
  output(): string
  /** Sends the signal, unless it has ended already, and answers the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** A server that ended instead of starting. */
export interface FailedStart {
  readonly exitCode: number | null
  readonly output: string
}

type Environment = Readonly<Record<string, string>>

/** Starts the server on free ports; it must print its address. `command` is what a person would type. */
export async function startServer(env: Environment, command = ['node', 'server/main.ts']): Promise<ServerProcess> {
  const outcome = await runServer(env, command)
  if ('exitCode' in outcome) throw new Error(`exit code ${outcome.exitCode}: ${outcome.output}`)
  return outcome
}

/** Starts the server, which must refuse. */
export async function failToStart(env: Environment): Promise<FailedStart> {
  const outcome = await runServer(env, ['node', 'server/main.ts'])
  if ('exitCode' in outcome) return outcome
  throw new Error(`it started: ${outcome.output()}`)
}

async function runServer(env: Environment, [file = '', ...args]: string[]): Promise<ServerProcess | FailedStart> {
  const startedAt = performance.now()
  const path = `${join(repository, 'node_modules/.bin')}:${process.env.PATH}`
  const child = spawn(file, args, {
    cwd: repository,
    env: { PATH: path, HOME: process.env.HOME, PORT: '0', SIP_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let output = ''
  const url = new Promise<string>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
        const match = /Offhook is ready.*?(https?:\/\/[^/\s]+)/.exec(output)
        if (match?.[1]) done(match[1])
      })
    }
  })
  const outcome = await Promise.race([url, ended.then((exitCode) => ({ exitCode }))])
  if (typeof outcome !== 'string') return { exitCode: outcome.exitCode, output: output.trim() }
  return {
    url: outcome,
    child,
    readyAfterMs: performance.now() - startedAt,
    output: () => output,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}
