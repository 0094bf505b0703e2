import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { failToStart, startServer } from '../tests/kit/server-process.ts'
import { tempFolder } from '../tests/kit/temp-folder.ts'
import { postgresProcesses } from './db/embedded/orphans.ts'

const postgres = (home: string) => postgresProcesses(join(home, 'postgres/data'))

async function isServing(url: string): Promise<boolean> {
  const { status } = await fetch(`${url}/api/openapi.json`)
  return status === 200
}

/** A port that another program holds while the test runs. */
async function takenPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return String(typeof address === 'object' && address ? address.port : 0)
}

describe('the server', () => {
  it('prints its address and a set-up code, and from the second start on listens within 3 seconds', async () => {
    const home = await tempFolder()
    const first = await startServer({ OFFHOOK_HOME: home })
    expect(first.output()).toMatch(/Set-up code: [A-Z0-9]{4}-[A-Z0-9]{4}/)
    expect(await isServing(first.url)).toBe(true)
    expect(await first.end('SIGTERM')).toBe(0)
    const second = await startServer({ OFFHOOK_HOME: home })
    expect(second.readyAfterMs).toBeLessThan(3_000)
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops every child at %s', async (signal) => {
    const home = await tempFolder()
    const server = await startServer({ OFFHOOK_HOME: home })
    expect((await postgres(home)).length).toBeGreaterThan(3)
    expect(await server.end(signal)).toBe(0)
    expect(await postgres(home)).toEqual([])
  })

  it('started by npm, stops with npm, even when npm is killed', async () => {
    const home = await tempFolder()
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const npm = await startServer({ OFFHOOK_HOME: home }, ['npm', 'run', 'start', '--ignore-scripts'])
      await npm.end(signal)
      await expect.poll(() => postgres(home), { timeout: 10_000 }).toEqual([])
      await expect.poll(() => isServing(npm.url).catch(() => 'closed'), { timeout: 10_000 }).toBe('closed')
    }
  })

  it('serves again by itself after any of its processes was killed', async () => {
    const home = await tempFolder()
    let server = await startServer({ OFFHOOK_HOME: home })
    const [postmaster = 0, backend = 0] = await postgres(home)
    for (const victim of [backend, postmaster]) {
      process.kill(victim, 'SIGKILL')
      await expect.poll(() => isServing(server.url).catch(() => false), { timeout: 15_000 }).toBe(true)
    }
    await server.end('SIGKILL')
    server = await startServer({ OFFHOOK_HOME: home })
    expect(await isServing(server.url)).toBe(true)
  })
})

describe('a start that fails says one sentence and leaves no process', () => {
  it('when the port is taken', async () => {
    const home = await tempFolder()
    const port = await takenPort()
    const { exitCode, output } = await failToStart({ OFFHOOK_HOME: home, PORT: port })
    expect({ exitCode, output }).toEqual({
      exitCode: 72,
      output: `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or set PORT to a free port.`,
    })
    expect(await postgres(home)).toEqual([])
  })

  it('when the SIP port is taken', async () => {
    const port = await takenPort()
    const { exitCode, output } = await failToStart({ OFFHOOK_HOME: await tempFolder(), SIP_PORT: port })
    expect(exitCode).toBe(72)
    expect(output.split('\n')).toHaveLength(1)
    expect(output).toContain(port)
  })

  it('when the data folder is in use', async () => {
    const home = await tempFolder()
    const first = await startServer({ OFFHOOK_HOME: home })
    const { exitCode, output } = await failToStart({ OFFHOOK_HOME: home })
    expect(exitCode).toBe(75)
    expect(output.split('\n')).toHaveLength(1)
    expect(await isServing(first.url)).toBe(true)
  })

  it('when settings are wrong, with a sentence for each', async () => {
    const { exitCode, output } = await failToStart({ OFFHOOK_COLOUR: 'red', LOG_LEVEL: 'loud' })
    expect(exitCode).toBe(78)
    expect(output.split('\n')).toHaveLength(2)
  })

  it('when DATABASE_URL leads nowhere', async () => {
    const env = { OFFHOOK_HOME: await tempFolder(), DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/phones' }
    const { exitCode, output } = await failToStart(env)
    expect(exitCode).toBe(69)
    expect(output.split('\n')).toHaveLength(1)
    expect(output).not.toContain('hunter2')
  })

  it('when the certificate cannot be read', async () => {
    const env = { OFFHOOK_HOME: await tempFolder(), TLS_CERT: '/nowhere', TLS_KEY: '/nowhere' }
    expect((await failToStart(env)).exitCode).toBe(77)
  })
})
