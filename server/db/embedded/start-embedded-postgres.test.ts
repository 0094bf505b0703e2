import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { queryOnce } from '../../../tests/kit/database.ts'
import { refusedInstance, startInstance } from '../../../tests/kit/instance.ts'
import { tempFolder } from '../../../tests/kit/temp-folder.ts'
import { findBinaries } from './binaries.ts'
import { postgresProcesses } from './orphans.ts'

describe('the embedded PostgreSQL', () => {
  it('makes the database offhook on first use, reached only through a socket and a password', async () => {
    const home = await tempFolder()
    const instance = await startInstance(home)
    const [row] = await instance.query(
      `select current_database() as database, current_setting('listen_addresses') as tcp`,
    )
    expect(row).toEqual({ database: 'offhook', tcp: '' })
    await expect(queryOnce({ ...instance.connection, password: 'wrong' }, 'select 1')).rejects.toThrow(/authentication/)
    expect((await stat(instance.connection.host)).mode & 0o777).toBe(0o700)
    expect((await stat(join(home, 'postgres/password'))).mode & 0o777).toBe(0o600)
    expect(await instance.end('SIGTERM')).toBe(0)
    expect(await postgresProcesses(join(home, 'postgres/data'))).toEqual([])
  })

  it('works for an ordinary user', async () => {
    const folder = await tempFolder()
    await chmod(folder, 0o777)
    const instance = await startInstance(join(folder, 'data'), { asOrdinaryUser: true })
    expect(await instance.query('select 1 as one')).toEqual([{ one: 1 }])
    await instance.end('SIGTERM')
  })

  it('works where the path is too long for a socket, and leaves nothing in the temporary folder', async () => {
    const home = join(await tempFolder(), 'a folder with a name so long '.repeat(4))
    const killed = await startInstance(home)
    expect(killed.connection.host.length).toBeLessThan(90)
    await killed.end('SIGKILL')
    const instance = await startInstance(home)
    expect(await instance.query('select 1 as one')).toEqual([{ one: 1 }])
    await instance.end('SIGTERM')
    for (const { connection } of [killed, instance]) await expect(stat(connection.host)).rejects.toThrow('ENOENT')
  })

  it('does not touch a folder that someone else put where its socket was', async () => {
    const home = await tempFolder()
    await (await startInstance(home)).end('SIGTERM')
    const elsewhere = await tempFolder()
    await writeFile(join(elsewhere, 'precious'), '')
    const link = join(await tempFolder(), 'link')
    await symlink(elsewhere, link)
    await writeFile(join(home, 'postgres/socket-folder'), link)
    await (await startInstance(home)).end('SIGTERM')
    expect(await readdir(elsewhere)).toEqual(['precious'])
  })

  it('keeps what was acknowledged when any of its processes is killed', async () => {
    const home = await tempFolder()
    let instance = await startInstance(home)
    await instance.query('create table kept (n int)')
    const victims = [() => instance.child.pid, () => instance.pids[0], () => instance.pids[1]]
    for (const [n, victim] of victims.entries()) {
      await instance.query(`insert into kept values (${n})`)
      process.kill(victim() ?? 0, 'SIGKILL')
      await instance.end('SIGKILL')
      instance = await startInstance(home)
    }
    expect(await instance.query('select count(*)::int as kept from kept')).toEqual([{ kept: victims.length }])
    await instance.end('SIGTERM')
  })

  it('comes back while the instance runs when the postmaster is killed', async () => {
    const instance = await startInstance(await tempFolder())
    process.kill(instance.pids[0] ?? 0, 'SIGKILL')
    await expect
      .poll(() => instance.query('select 1 as one').catch(() => 'not yet'), { timeout: 15_000 })
      .toEqual([{ one: 1 }])
    expect(await instance.end('SIGTERM')).toBe(0)
  })

  it('leaves no process behind when the instance is killed', async () => {
    const home = await tempFolder()
    const instance = await startInstance(home)
    await instance.end('SIGKILL')
    await expect.poll(() => postgresProcesses(join(home, 'postgres/data')), { timeout: 10_000 }).toEqual([])
  })

  it('stops an orphan that is busy and does not notice our end', async () => {
    const home = await tempFolder()
    const instance = await startInstance(home)
    const busy = instance.query('select pg_sleep(60)').catch(() => {})
    await sleep(100)
    process.kill(instance.pids[0] ?? 0, 'SIGSTOP')
    await instance.end('SIGKILL')
    const next = startInstance(home)
    await sleep(300)
    process.kill(instance.pids[0] ?? 0, 'SIGCONT')
    expect(await (await next).query('select 1 as one')).toEqual([{ one: 1 }])
    await busy
  })

  it('is not misled by a postmaster.pid whose number another program has now', async () => {
    const home = await tempFolder()
    await (await startInstance(home)).end('SIGTERM')
    await writeFile(join(home, 'postgres/data/postmaster.pid'), `${process.pid}\n${join(home, 'postgres/data')}\n`)
    const instance = await startInstance(home)
    expect(await instance.query('select 1 as one')).toEqual([{ one: 1 }])
    await instance.end('SIGTERM')
  })

  it('refuses data of another major version and changes nothing', async () => {
    const home = await tempFolder()
    await mkdir(join(home, 'postgres/data'), { recursive: true })
    await writeFile(join(home, 'postgres/data/PG_VERSION'), '11\n')
    expect(await refusedInstance(home)).toMatchObject({
      exitCode: 65,
      message: expect.stringMatching(/was made by PostgreSQL 11, and here is 18/),
    })
    expect(await readdir(join(home, 'postgres'), { recursive: true })).toEqual(['data', 'data/PG_VERSION'])
  })

  it('runs on the PostgreSQL of Debian where ours is missing, and says so when that is gone', async () => {
    const home = await tempFolder()
    const [ours, debian] = await findBinaries()
    if (!ours || !debian) throw new Error('Install the Debian package postgresql.')
    const instance = await startInstance(home, { binaries: [debian] })
    expect(await instance.query(`select current_setting('server_version_num')::int / 10000 as major`)).toEqual([
      { major: debian.major },
    ])
    await instance.end('SIGTERM')
    expect((await refusedInstance(home, { binaries: [ours] })).exitCode).toBe(65)
    expect((await refusedInstance(await tempFolder(), { binaries: [] })).exitCode).toBe(71)
    expect((await readFile(join(home, 'postgres/data/PG_VERSION'), 'utf8')).trim()).toBe(String(debian.major))
  })
})

describe('a command', () => {
  it('joins the PostgreSQL of the running instance and leaves it running', async () => {
    const home = await tempFolder()
    const server = await startInstance(home)
    const command = await startInstance(home, { role: 'command' })
    expect(command.connection).toEqual(server.connection)
    expect(await command.end('SIGTERM')).toBe(0)
    expect(await server.query('select 1 as one')).toEqual([{ one: 1 }])
    await server.end('SIGTERM')
  })

  it('starts PostgreSQL for itself where no instance runs; server and commands wait for each other', async () => {
    const home = await tempFolder()
    const first = await startInstance(home, { role: 'command' })
    const others = [startInstance(home, { role: 'command' }), startInstance(home)]
    await sleep(300)
    await first.end('SIGTERM')
    const [command, server] = await Promise.all([others[0]?.then(useAndEnd), others[1]])
    expect(command).toEqual([{ one: 1 }])
    expect(await server?.query('select 1 as one')).toEqual([{ one: 1 }])
    await server?.end('SIGTERM')
  })
})

async function useAndEnd(command: Awaited<ReturnType<typeof startInstance>>) {
  const rows = await command.query('select 1 as one')
  await command.end('SIGTERM')
  return rows
}
