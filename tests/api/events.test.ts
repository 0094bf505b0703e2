import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { LiveEvent } from '../../contract/api/live-event.ts'
import { apiOfThisFile } from '../kit/api.ts'
import { makeWorld, type World } from './recipes.ts'

const at = apiOfThisFile()
let acme: World
let zeta: World
let origin: string

beforeAll(async () => {
  await at.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(at.app.server.address() as AddressInfo).port}`
  acme = await makeWorld(at)
  zeta = await makeWorld(at)
})

interface Stream {
  readonly heard: LiveEvent[]
  /** Resolves when the server ends it. */
  readonly ended: Promise<void>
  /** Resolves once an event of this kind arrived. */
  until(kind: LiveEvent['kind']): Promise<LiveEvent>
}

async function listen(headers: Record<string, string>): Promise<Stream> {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const response = await fetch(`${origin}/api/v1/events`, { headers, signal: abort.signal })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  const heard: LiveEvent[] = []
  const waiting = new Set<() => void>()
  const read = async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      for (const line of text.split('\n').slice(0, -1)) {
        if (line.startsWith('data: ')) heard.push(LiveEvent.parse(JSON.parse(line.slice(6))))
      }
      text = text.slice(text.lastIndexOf('\n') + 1)
      for (const look of waiting) look()
    }
  }
  return {
    heard,
    ended: read().catch((error) => {
      if (!abort.signal.aborted) throw error
    }),
    until: (kind) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find((event) => event.kind === kind)
          if (found) resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

const bearer = (world: World) => ({ authorization: `Bearer ${world.company.token}` })
const newcomer = { firstName: 'Zoë', lastName: 'Ortiz', email: 'zoe@acme.example', site: 'HQ' }

describe('live events', () => {
  it('tell an administrator what changed, by kind and id and nothing else', async () => {
    const stream = await listen(bearer(acme))
    const { user, changeSetId } = await acme.company.api.createUser(newcomer)
    expect(await stream.until('user')).toEqual({ kind: 'user', id: user.id })
    expect(await stream.until('changeSet')).toEqual({ kind: 'changeSet', id: changeSetId })
  })

  it('never tell another company', async () => {
    const stream = await listen(bearer(zeta))
    await acme.company.api.createUser(newcomer)
    const { user } = await zeta.company.api.createUser(newcomer)
    await stream.until('changeSet')
    expect(stream.heard.filter((event) => event.kind === 'user')).toEqual([{ kind: 'user', id: user.id }])
  })

  it('tell a person of themselves, and not of others', async () => {
    const { cookie } = await at.signedIn(acme.company, acme.userId)
    const stream = await listen({ cookie })
    await acme.company.api.createUser(newcomer)
    await acme.company.api.updateUser(acme.userId, { jobTitle: 'Boss' })
    expect(await stream.until('user')).toEqual({ kind: 'user', id: acme.userId })
    expect(stream.heard.map((event) => event.kind)).not.toContain('changeSet')
  })

  it('tell nothing of a dry run or of what was refused', async () => {
    const stream = await listen(bearer(acme))
    await acme.company.api.planUser(newcomer)
    await acme.company.api.refused(endpoints.createUser, { body: { ...newcomer, site: 'Mars' } })
    const { user } = await acme.company.api.createUser(newcomer)
    await stream.until('changeSet')
    expect(stream.heard.filter((event) => event.kind === 'user')).toEqual([{ kind: 'user', id: user.id }])
  })
})

describe('a stream ends', () => {
  const person = async () => (await acme.company.api.createUser({ ...newcomer, role: 'admin' })).user.id

  it('when the person signs out', async () => {
    const browser = await at.signedIn(acme.company, await person())
    const stream = await listen({ cookie: browser.cookie })
    await browser.call(endpoints.signOut)
    await stream.ended
  })

  it.each([
    ['suspended', { state: 'suspended' }],
    ['deleted', { state: 'deleted' }],
    ['no administrator any more', { role: 'user' }],
  ] as const)('when the person is %s', async (_, spec) => {
    const id = await person()
    const { cookie } = await at.signedIn(acme.company, id)
    const stream = await listen({ cookie })
    await acme.company.api.updateUser(id, spec)
    await stream.ended
  })

  it('when the API token is revoked', async () => {
    const { id, token } = await acme.company.api.call(endpoints.createApiToken, { body: { name: 'CI' } })
    const stream = await listen({ authorization: `Bearer ${token}` })
    await acme.company.api.call(endpoints.revokeApiToken, { params: { id } })
    await stream.ended
  })

  it('and everybody else’s goes on', async () => {
    const stream = await listen(bearer(acme))
    await acme.company.api.updateUser(await person(), { state: 'suspended' })
    const { user } = await acme.company.api.createUser(newcomer)
    await expect.poll(() => stream.heard.map((event) => event.id)).toContain(user.id)
  })
})
