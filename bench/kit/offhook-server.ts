import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { endChild, type Workspace } from './workspace.ts'

const repository = resolve(import.meta.dirname, '../..')

/** The real server as a process of its own, as `npm start` runs it. */
export interface OffhookServer {
  readonly url: string
  readonly sipPort: number
  readonly pid: number
  /** From the command until it said that it is ready. */
  readonly readyAfterMs: number
  stop(): Promise<void>
}

/** Starts the server on a data folder and any free ports, and waits until it listens. */
export async function startOffhook(workspace: Workspace, home: string): Promise<OffhookServer> {
  workspace.refuseIfClosing()
  const startedAt = performance.now()
  const child = workspace.owns(
    spawn(process.execPath, ['server/main.ts'], {
      cwd: repository,
      env: { ...plainEnvironment(), OFFHOOK_HOME: home, PORT: '0', SIP_PORT: '0', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
  const printed = await new Promise<string>((done, failed) => {
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk
        if (/(SIP phones|Set-up code): .+\n/.test(text)) done(text)
      })
    }
    child.once('close', () => failed(new Error(`Offhook ended instead of starting: ${text}`)))
  })
  return {
    url: /http:\/\/[^/\s]+/.exec(printed)?.[0].replace('localhost', '127.0.0.1') ?? '',
    sipPort: Number(/SIP phones: \S+:(\d+)/.exec(printed)?.[1] ?? 0),
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - startedAt,
    stop: () => endChild(child),
  }
}

/** Runs `work` against a server on this data folder. */
export async function withOffhook<T>(
  workspace: Workspace,
  home: string,
  work: (server: OffhookServer) => Promise<T>,
): Promise<T> {
  const server = await startOffhook(workspace, home)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

/** Nothing of the caller's settings reaches what is measured. */
export function plainEnvironment(): Record<string, string> {
  // The cache is what `npm start` sets, too.
  return { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', NODE_COMPILE_CACHE: 'node_modules/.cache/node' }
}
