import { openHome } from '../../home/home-folder.ts'
import { lockInstance } from '../../home/instance-lock.ts'
import { StartError } from '../../start-error.ts'
import { attachEmbeddedPostgres } from './attach-embedded-postgres.ts'
import type { Binaries } from './binaries.ts'
import { startEmbeddedPostgres } from './start-embedded-postgres.ts'

// A program that starts and stops the database as the server does, for tests that kill it.
// Arguments: data folder, `server` or `command`, and which binaries (JSON, optional).

const [home = '', role = 'server', binaries] = process.argv.slice(2)
const log = { info: () => {}, warn: (text: string) => console.error(text) }

try {
  const { connection, pids, stop } = role === 'server' ? await serve() : await attach()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop().then(() => process.exit(0)))
  process.stdin.resume()
  console.log(JSON.stringify({ connection, pids }))
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(error instanceof StartError ? error.exitCode : 1)
}

async function serve() {
  await openHome(home)
  const lock = await lockInstance(home, 'server')
  const chosen: Binaries[] | undefined = binaries === undefined ? undefined : JSON.parse(binaries)
  const postgres = await startEmbeddedPostgres({ lock, log, ...(chosen ? { binaries: chosen } : {}) })
  const stop = () => postgres.stop().then(() => lock.release())
  return { connection: postgres.connection, pids: await postgres.pids(), stop }
}

async function attach() {
  const { connection, detach } = await attachEmbeddedPostgres(home)
  return { connection, pids: [], stop: detach }
}
