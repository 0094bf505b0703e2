import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

const repository = resolve(import.meta.dirname, '..')

/** An Offhook that runs as a newcomer starts it: a process of its own on an empty data folder. */
export interface RunningOffhook {
  readonly url: string
  readonly sipPort: number
  readonly home: string
  /** What the terminal printed for the set-up page; empty when the installation is set up. */
  readonly setupCode: string
  /** Ends it as Ctrl-C would, waits, and removes the data folder. */
  stop(): Promise<void>
  /** Runs `offhook …` beside it and answers what it printed. */
  offhook(...args: string[]): Promise<string>
}

export interface StartOptions {
  /** For a whole file of tests: whoever starts it stops it. Otherwise it ends with the test. */
  readonly keep?: boolean
}

/** Starts Offhook on an empty data folder and waits until it has printed its address. */
export async function startOffhook({ keep = false }: StartOptions = {}): Promise<RunningOffhook> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook journey-'))
  const sipPort = await freePort()
  const port = await freePort()
  const env = { ...process.env, OFFHOOK_HOME: folder, PORT: String(port), SIP_PORT: String(sipPort), LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  if (!keep) onTestFinished(stop)
  const printed = await greeting(child.stdout, child.stderr, ended)
  return {
    url: /https?:\/\/[^/\s]+/.exec(printed)?.[0] ?? '',
    sipPort,
    home: folder,
    setupCode: /Set-up code: (\S+)/.exec(printed)?.[1] ?? '',
    stop,
    offhook: (...args) => runCommand(['cli/offhook.ts', ...args], env),
  }
}

function greeting(out: NodeJS.ReadableStream, err: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  return new Promise((done, failed) => {
    let text = ''
    let complaints = ''
    err.on('data', (chunk) => {
      complaints += chunk
    })
    out.on('data', (chunk) => {
      text += chunk
      if (/(SIP phones|Set-up code): .+\n/.test(text)) done(text)
    })
    ended.then(() => failed(new Error(`Offhook ended instead of starting: ${complaints}`)))
  })
}

function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [...args], { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.once('close', (code) => (code === 0 ? done(out) : failed(new Error(`exit code ${code}: ${err}`))))
  })
}

/** A TCP port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
