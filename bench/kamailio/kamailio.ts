import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../calling/testing/free-port.ts'
import { attachEmbeddedPostgres } from '../../server/db/embedded/attach-embedded-postgres.ts'
import type { CompanyHome } from '../kit/company-home.ts'
import { endChild, type Workspace } from '../kit/workspace.ts'
import { kamailioConfig } from './kamailio-config.ts'
import { type KamailioDatabase, makeKamailioDatabase } from './kamailio-database.ts'

const program = '/usr/sbin/kamailio'

/** Kamailio with the company's phones as accounts. */
export interface RunningKamailio {
  readonly port: number
  readonly database: KamailioDatabase
}

/** What is missing for a comparison with Kamailio; undefined when it can be made. */
export async function missingKamailio(): Promise<string | undefined> {
  if (existsSync(program) && (await modulesFolder())) return undefined
  return 'Kamailio is not installed. apt-get install --no-install-recommends kamailio kamailio-postgres-modules'
}

async function modulesFolder(): Promise<string | undefined> {
  const architectures = await readdir('/usr/lib')
  return architectures
    .map((name) => join('/usr/lib', name, 'kamailio/modules'))
    .find((folder) => existsSync(join(folder, 'db_postgres.so')))
}

/** Runs `work` against a Kamailio on the PostgreSQL of this data folder, whose Offhook must be stopped: each has the machine to itself. */
export async function withKamailio<T>(
  workspace: Workspace,
  company: CompanyHome,
  work: (kamailio: RunningKamailio) => Promise<T>,
): Promise<T> {
  const postgres = await attachEmbeddedPostgres(company.home)
  try {
    const database = await makeKamailioDatabase(postgres.connection, company.phones)
    const { port, stop } = await startKamailio(workspace, database)
    try {
      return await work({ port, database })
    } finally {
      await stop()
    }
  } finally {
    await postgres.detach()
  }
}

async function startKamailio(workspace: Workspace, { connection }: KamailioDatabase) {
  const { host, user, password, database } = connection
  const folder = await mkdtemp(join(workspace.folder, 'kamailio-'))
  const port = await freePort()
  const config = kamailioConfig({
    port,
    modules: (await modulesFolder()) ?? '',
    // Without a host: libpq takes the socket's folder from PGHOST.
    databaseUrl: `postgres://${user}:${password}@/${database}`,
    children: 4,
  })
  await writeFile(join(folder, 'kamailio.cfg'), config)
  // Only the owner of PostgreSQL's socket may connect, so Kamailio runs as the same user without rights.
  workspace.refuseIfClosing()
  const { uid, gid } = await stat(host)
  await chown(folder, uid, gid)
  const isRoot = process.getuid?.() === 0
  const child = workspace.owns(
    spawn(
      program,
      ['-DD', '-E', '-f', join(folder, 'kamailio.cfg'), '-Y', folder, '-w', folder, '-m', '256', '-M', '16'],
      {
        cwd: folder,
        ...(isRoot ? { uid, gid } : {}),
        env: { PATH: '/usr/bin:/usr/sbin', PGHOST: host },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    ),
  )
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-4_000)
  })
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 100) throw new Error(`Kamailio does not start: ${complaints}`)
    await sleep(100)
  }
  return { port, stop: () => endChild(child) }
}

/** Whether whoever listens there answers a request that it does not serve. */
async function answers(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const lines = [
    `OPTIONS sip:127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK${port};rport`,
    'Max-Forwards: 70',
    'From: <sip:probe@127.0.0.1>;tag=1',
    'To: <sip:probe@127.0.0.1>',
    `Call-ID: probe-${port}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ]
  const answered = new Promise<boolean>((done) => {
    socket.once('message', () => done(true))
    socket.once('error', () => done(false))
    setTimeout(() => done(false), 200)
  })
  socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, '127.0.0.1')
  return answered.finally(() => socket.close())
}
