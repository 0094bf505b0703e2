import { randomInt } from 'node:crypto'
import { Server as HttpsServer } from 'node:https'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { createEmbeddedEngine } from '../calling/embedded/embedded-engine.ts'
import { type CallingEngine, PortTakenError } from '../calling/engine.ts'
import { callingDirectory, closeInterruptedCalls } from './calling/directory.ts'
import { followChanges } from './calling/follow-changes.ts'
import { type Config, readConfig } from './config.ts'
import { startStorage } from './db/open-storage.ts'
import { resealAccounts } from './devices/reseal-accounts.ts'
import { erasureJobs } from './erasure/erase-jobs.ts'
import { hearOthers } from './events/announce.ts'
import { loadSecrets } from './home/secrets.ts'
import { loadCertificate } from './home/tls.ts'
import type { House } from './house.ts'
import { createWebServer } from './http/web-server.ts'
import { startRecurring } from './jobs/recurring.ts'
import { createWorkers } from './jobs/workers.ts'
import { leavingJobs } from './leaving/leave-job.ts'
import { purgeExpired } from './leaving/purge-users.ts'
import { emergencyMailJobs } from './mail/emergency-mail.ts'
import { mailJobs } from './mail/mail-jobs.ts'
import { createPostman } from './mail/postman.ts'
import { returnReleased } from './numbers/return-released.ts'
import { openHouse } from './open-house.ts'
import { cleanUp } from './signin/clean-up.ts'
import { StartError } from './start-error.ts'
import { taskJobs } from './tasks/task-jobs.ts'
import { wakeAbandoned } from './tasks/wake-abandoned.ts'
import { hasTenant } from './tenants/set-up.ts'
import { watchLauncher } from './watch-launcher.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What was started, to be stopped in the opposite order. */
const stops: (() => Promise<unknown> | unknown)[] = []
let isStopping = false

async function main(): Promise<void> {
  const config = await withRealPort(readConfig())
  if (config.isUnderNpm) watchLauncher(() => void stop(0))
  const log = pino(
    { level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie', 'password', 'token'] },
    pino.destination(2),
  )
  const quiet = { info: (text: string) => log.debug(text), warn: (text: string) => log.warn(text) }
  const storage = await startStorage(config, quiet, (error) => void stop(1, error))
  stops.push(() => storage.close())
  const secrets = await loadSecrets(config.home, config.secretKeys)
  const opened = await openHouse(config, secrets, storage.owner, log)
  stops.push(() => opened.close())
  const house: House = { ...opened.house, calling: await startCalling(opened.house) }
  stops.push(
    hearOthers(storage.owner, house.events, (error) =>
      log.warn({ err: error }, 'changes of other processes arrive late'),
    ),
  )
  await wakeAbandoned(house)
  startJobs(house)
  const setupCode = { text: newSetupCode() }
  const app = await createWebServer(house, { setupCode, certificate: await loadCertificate(config) })
  await listen(app, config)
  // Together: the web server waits for the WebSockets that only the engine ends.
  stops.push(() => Promise.all([app.close(), house.calling?.stop()]))
  if (app.server instanceof HttpsServer) stops.push(renewCertificate(house, app.server))
  await greet(house, setupCode.text)
}

async function startCalling(house: House): Promise<CallingEngine> {
  await closeInterruptedCalls(house)
  const { sip, publicAddress } = house.config
  const engine = createEmbeddedEngine({
    host: sip.host,
    port: sip.port,
    realm: house.realm,
    keys: { nonce: house.secrets.deriveKey('sip nonce'), flow: house.secrets.deriveKey('sip flow') },
    directory: callingDirectory(house),
    log: house.log.child({ part: 'calling' }),
    ...(publicAddress ? { publicAddress } : {}),
  })
  await engine.start()
  stops.push(() => engine.stop())
  stops.push(followChanges(house.events, engine))
  return engine
}

function startJobs(house: House): void {
  const { smtpUrl, mailFrom } = house.config
  const postman = smtpUrl ? createPostman(smtpUrl, mailFrom) : null
  const workers = createWorkers(house, {
    ...mailJobs(house, postman),
    ...emergencyMailJobs(house, postman),
    ...taskJobs(house),
    ...leavingJobs(house),
    ...erasureJobs(house),
  })
  workers.start()
  stops.push(() => postman?.close())
  stops.push(() => workers.stop())
  stops.push(
    startRecurring(house, [
      { name: 'recycle bin', everyMs: hourMs, run: () => purgeExpired(house) },
      { name: 'clean-up', everyMs: hourMs, run: () => cleanUp(house) },
      { name: 'released numbers', everyMs: hourMs, run: () => returnReleased(house) },
      { name: 're-seal', everyMs: hourMs, run: () => resealAccounts(house) },
    ]),
  )
}

/** Our own certificate is renewed before it ends, and one from files is read again, while the server goes on. */
function renewCertificate(house: House, server: HttpsServer): () => Promise<void> {
  const run = async () => {
    const certificate = await loadCertificate(house.config)
    if (certificate) server.setSecureContext({ cert: certificate.cert, key: certificate.key })
  }
  return startRecurring(house, [{ name: 'certificate', everyMs: dayMs, run }], dayMs)
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new PortTakenByOther(config)
    throw error
  }
}

class PortTakenByOther extends StartError {
  constructor({ port, host }: Config) {
    super('portTaken', `Port ${port} on ${host} is in use by another program. Stop it, or set PORT to a free port.`)
  }
}

async function greet(house: House, setupCode: string): Promise<void> {
  const { publicUrl } = house.config
  const { sipAddress, sipPort } = house.calling?.health() ?? { sipAddress: '', sipPort: 0 }
  const lines = (await hasTenant(house))
    ? [`Offhook is ready: ${publicUrl}`, `SIP phones: ${sipAddress}:${sipPort} (UDP and TCP)`]
    : [`Offhook is ready. Set up your company: ${publicUrl}/setup`, `Set-up code: ${setupCode}`]
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`)
}

/** Eight letters and digits that are not mistaken for one another. */
function newSetupCode(): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const text = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/** With `PORT=0` any free port is taken, and links name it. */
async function withRealPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, config.host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) }
}

async function stop(exitCode: number, reason?: unknown): Promise<void> {
  if (isStopping) return
  isStopping = true
  if (reason) process.stderr.write(`${messageOf(reason)}\n`)
  for (const end of stops.reverse()) {
    try {
      await end()
    } catch (error) {
      process.stderr.write(`While stopping: ${messageOf(error)}\n`)
    }
  }
  process.exit(exitCode)
}

function messageOf(error: unknown): string {
  if (error instanceof StartError || error instanceof PortTakenError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
main().catch((error) => {
  const exitCode = error instanceof StartError ? error.exitCode : error instanceof PortTakenError ? 72 : 1
  return stop(exitCode, error)
})
