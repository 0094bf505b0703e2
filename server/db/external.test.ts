import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { checkDatabaseUrl } from './external.ts'

async function refusal(url: string): Promise<string> {
  const error = await checkDatabaseUrl(url).then(
    () => undefined,
    (error) => error,
  )
  expect(error).toMatchObject({ exitCode: 69 })
  return error.message
}

describe('checkDatabaseUrl', () => {
  it('says that nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    await new Promise((resolve) => server.close(resolve))
    expect(await refusal(`postgres://me:hunter2@127.0.0.1:${port}/phones`)).toBe(
      `DATABASE_URL: the database phones at 127.0.0.1:${port} cannot be used: nothing listens there.`,
    )
  })

  it('says that the host does not exist', async () => {
    expect(await refusal('postgres://me:hunter2@database.invalid/phones')).toMatch(/no such host|cannot be looked up/)
  })

  it('says that what answers is no PostgreSQL, without repeating the password', async () => {
    const server = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    )
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const message = await refusal(`postgres://me:hunter2@127.0.0.1:${port}/phones`)
    expect(message).toContain(`at 127.0.0.1:${port} cannot be used`)
    expect(message).not.toContain('hunter2')
    await new Promise((resolve) => server.close(resolve))
  })
})
