import { X509Certificate } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../../tests/kit/temp-folder.ts'
import { readConfig } from '../config.ts'
import { type Certificate, loadCertificate } from './tls.ts'

async function load(env: Record<string, string>, now?: Date): Promise<Certificate> {
  const certificate = await loadCertificate(readConfig({ HOST: '0.0.0.0', ...env }), now)
  if (!certificate) throw new Error('no certificate')
  return certificate
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

describe('the certificate', () => {
  it('is not needed where only this machine can reach us', async () => {
    expect(await loadCertificate(readConfig({}))).toBeNull()
  })

  it('is accepted by a client that trusts our authority, by name and by address', async () => {
    const home = await tempFolder()
    const { cert, key, authority } = await load({ OFFHOOK_HOME: home, PUBLIC_URL: 'https://phone.acme.example' })
    const server = createServer({ cert, key }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    for (const servername of ['phone.acme.example', 'localhost', '127.0.0.1']) {
      const options = servername === '127.0.0.1' ? {} : { servername }
      const socket = connect({ host: '127.0.0.1', port, ca: authority ?? '', ...options })
      await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
      expect(socket.authorized).toBe(true)
      socket.destroy()
    }
    server.close()
  })

  it('stays the same from start to start, and its keys are for us alone', async () => {
    const home = await tempFolder()
    const first = await load({ OFFHOOK_HOME: home })
    expect(await load({ OFFHOOK_HOME: home })).toEqual(first)
    const files = await readdir(join(home, 'tls'))
    expect(files.sort()).toEqual(['authority.key', 'authority.pem', 'server.key', 'server.pem'])
    for (const name of files) expect((await stat(join(home, 'tls', name))).mode & 0o077).toBe(0)
  })

  it('is renewed before it ends, by the same authority', async () => {
    const home = await tempFolder()
    const first = await load({ OFFHOOK_HOME: home })
    const renewed = await load({ OFFHOOK_HOME: home }, inDays(370))
    expect(renewed.authority).toBe(first.authority)
    expect(new X509Certificate(renewed.cert).validToDate > inDays(700)).toBe(true)
    const days = new X509Certificate(first.cert).validToDate.getTime() - Date.now()
    expect(days / 86_400_000).toBeLessThan(398)
  })

  it('is issued anew when the address that people use changes', async () => {
    const home = await tempFolder()
    const first = await load({ OFFHOOK_HOME: home })
    const moved = await load({ OFFHOOK_HOME: home, PUBLIC_URL: 'https://tel.acme.example' })
    expect(moved.cert).not.toBe(first.cert)
    expect(new X509Certificate(moved.cert).checkHost('tel.acme.example')).toBe('tel.acme.example')
  })

  it('is made again when a crash left half of it', async () => {
    const home = await tempFolder()
    await load({ OFFHOOK_HOME: home })
    await writeFile(join(home, 'tls/server.key'), '')
    const { cert } = await load({ OFFHOOK_HOME: home })
    expect(cert.startsWith(await readFile(join(home, 'tls/server.pem'), 'utf8'))).toBe(true)
  })

  it('from files is checked at start', async () => {
    const [a, b] = [await tempFolder(), await tempFolder()]
    await load({ OFFHOOK_HOME: a })
    await load({ OFFHOOK_HOME: b })
    const given = (cert: string, key: string) =>
      load({ TLS_CERT: join(cert, 'tls/server.pem'), TLS_KEY: join(key, 'tls/server.key') })
    expect((await given(a, a)).authority).toBeNull()
    await expect(given(a, b)).rejects.toMatchObject({ exitCode: 77 })
    await expect(given(a, '/nowhere')).rejects.toMatchObject({
      exitCode: 77,
      message: expect.stringContaining('no such file'),
    })
  })
})
