import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

const scenarioFolder = join(dirname(fileURLToPath(import.meta.url)), 'sipp')

const longestErrors = 3_000

export interface SippRun {
  /** Name of a file in `calling/testing/sipp/`, without `.xml`. */
  readonly scenario: 'register' | 'caller' | 'callee' | 'busy' | 'refused'
  /** The server, `host:port`. */
  readonly target: string
  readonly transport: 'udp' | 'tcp'
  /** One line a call: `username;[authentication username=… password=…];dialed` and so on; see the scenario's header. */
  readonly lines: readonly (readonly string[])[]
  readonly calls: number
  readonly ratePerSecond: number
  /** sipp's own port; without one, any that is free. */
  readonly localPort?: number
  readonly callMs?: number
  readonly maximumOpenCalls?: number
  readonly timeoutSeconds?: number
}

export interface SippResult {
  readonly exitCode: number | null
  readonly successful: number
  readonly failed: number
  readonly retransmissions: number
  readonly seconds: number
  /** What sipp said about calls that failed. */
  readonly errors: string
}

export interface RunningSipp {
  readonly done: Promise<SippResult>
  stop(): void
  /** Ends it with its calls half-way. */
  kill(): void
}

/** Runs sipp (https://sipp.readthedocs.io) with one of our scenarios. */
export async function startSipp(run: SippRun): Promise<RunningSipp> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-sipp-'))
  const lines = ['SEQUENTIAL', ...run.lines.map((fields) => fields.join(';'))]
  await writeFile(join(folder, 'lines.csv'), `${lines.join('\n')}\n`)
  const startedAt = performance.now()
  const child = spawn('sipp', sippArguments(run, run.localPort ?? (await freePort())), {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString()
  })
  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const done = exited.then(async (exitCode) => {
    const result = await readResult(folder, exitCode, (performance.now() - startedAt) / 1_000)
    await rm(folder, { recursive: true, force: true })
    return { ...result, errors: (result.errors + stderr).slice(0, longestErrors) }
  })
  return { done, stop: () => child.kill('SIGUSR1'), kill: () => child.kill('SIGKILL') }
}

function sippArguments(run: SippRun, localPort: number): string[] {
  const { callMs = 200, maximumOpenCalls = 5_000, timeoutSeconds = 60 } = run
  return [
    run.target,
    ...['-sf', join(scenarioFolder, `${run.scenario}.xml`), '-inf', 'lines.csv'],
    ...['-t', run.transport === 'udp' ? 'u1' : 't1', '-i', '127.0.0.1', '-p', String(localPort)],
    ...['-m', String(run.calls), '-r', String(run.ratePerSecond), '-l', String(maximumOpenCalls)],
    ...['-d', String(callMs), '-timeout', `${timeoutSeconds}s`, '-timeout_error', '-recv_timeout', '20000'],
    ...['-trace_stat', '-stf', 'stat.csv', '-fd', '1', '-trace_err', '-error_file', 'errors.log', '-nostdin'],
  ]
}

async function readResult(folder: string, exitCode: number | null, seconds: number): Promise<SippResult> {
  const [head, ...rows] = (await readFile(join(folder, 'stat.csv'), 'utf8').catch(() => '')).trim().split('\n')
  const names = head?.split(';') ?? []
  const last = rows.at(-1)?.split(';') ?? []
  const figure = (name: string) => Number(last[names.indexOf(name)] ?? 0)
  return {
    exitCode,
    successful: figure('SuccessfulCall(C)'),
    failed: figure('FailedCall(C)'),
    retransmissions: figure('Retransmissions(C)'),
    seconds,
    errors: await readFile(join(folder, 'errors.log'), 'utf8').catch(() => ''),
  }
}
