import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { apiOfThisFile } from '../../tests/kit/api.ts'

const at = apiOfThisFile()

it('keeps so many streams open for one sign-in, and takes another when one has closed', async () => {
  await at.app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(at.app.server.address() as AddressInfo).port}/api/v1/events`
  const [acme, zeta] = [await at.company(), await at.company()]
  const open = async (token: string) => {
    const closing = new AbortController()
    onTestFinished(() => closing.abort())
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: closing.signal })
    return { status, close: () => closing.abort() }
  }
  const streams = await Promise.all(Array.from({ length: 30 }, () => open(acme.token)))
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
  expect((await open(acme.token)).status).toBe(429)
  expect((await open(zeta.token)).status).toBe(200)
  streams[0]?.close()
  await expect.poll(async () => (await open(acme.token)).status).toBe(200)
})
