import type { FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { telling } from '../events/telling.ts'
import { createWebServer } from '../http/web-server.ts'
import { mailJobs } from '../mail/mail-jobs.ts'
import { queueWelcomeMail } from '../mail/queue-mail.ts'
import { addCompany, addPerson, doJobs, testHouse } from './test-house.fixture.ts'

const password = 'correct horse battery'

async function server() {
  const house = await testHouse()
  const app = await createWebServer(house, { setupCode: { text: 'ABCD-EFGH' }, certificate: null })
  onTestFinished(() => app.close())
  return { house, app, ask: asker(app) }
}

function asker(app: FastifyInstance) {
  return async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await app.inject({ method, url: `/api/v1${path}`, headers, ...(body ? { payload: body } : {}) })
    const cookie = response.headers['set-cookie']
    return {
      status: response.statusCode,
      headers: response.headers,
      cookie: typeof cookie === 'string' ? cookie : '',
      body: response.body ? response.json() : null,
    }
  }
}

describe('the sign-in routes', () => {
  it('lead from nobody to a session and back', async () => {
    const { house, ask } = await server()
    expect((await ask('GET', '/session')).body).toEqual({ session: null, needsSetup: true, needsCompany: false })
    const company = await addCompany(house, 'acme')
    const userId = await addPerson(house, company, 'maya', { password, role: 'admin' })
    expect((await ask('GET', '/session')).body).toEqual({ session: null, needsSetup: false, needsCompany: false })

    const signedIn = await ask('POST', '/session', { name: 'maya', password })
    expect(signedIn.status).toBe(201)
    expect(signedIn.body).toMatchObject({ user: { id: userId }, role: 'admin', hasInbox: true })
    expect(signedIn.cookie).toMatch(/^__Host-offhook=[\w-]{86}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    expect(signedIn.headers['cache-control']).toBe('no-store')

    const cookie = signedIn.cookie.split(';')[0] ?? ''
    expect((await ask('GET', '/session', undefined, { cookie })).body.session).toEqual(signedIn.body)
    const signedOut = await ask('DELETE', '/session', undefined, { cookie })
    expect(signedOut).toMatchObject({ status: 204, cookie: expect.stringMatching(/^__Host-offhook=; .*Max-Age=0/) })
    expect((await ask('GET', '/session', undefined, { cookie })).body.session).toBeNull()
    expect((await ask('DELETE', '/session', undefined, { cookie })).status).toBe(401)
  })

  it('refuse with a problem document and, when it is too early, with Retry-After', async () => {
    const { house, ask } = await server()
    await addPerson(house, await addCompany(house, 'acme'), 'maya', { password })
    const wrong = () => ask('POST', '/session', { name: 'maya', password: 'wrong password' })
    expect(await wrong()).toMatchObject({
      status: 401,
      body: { code: 'wrong_credentials', requestId: expect.any(String) },
    })
    for (let attempt = 0; attempt < 5; attempt++) await wrong()
    const early = await wrong()
    expect(early).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } })
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.stringify(house.logged)).not.toContain('wrong password')
  })

  it('refuse a foreign page', async () => {
    const { house, ask } = await server()
    await addPerson(house, await addCompany(house, 'acme'), 'maya', { password })
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect(await ask('POST', '/session', { name: 'maya', password }, foreign)).toMatchObject({
      status: 403,
      body: { code: 'wrong_origin' },
    })
  })

  it('take a welcome mail out of the inbox, open its link and accept it', async () => {
    const { house, ask } = await server()
    const company = await addCompany(house, 'acme')
    const userId = await addPerson(house, company, 'maya', { password, role: 'admin', extension: '1042' })
    await telling(house, company.tenantId, (tx) => queueWelcomeMail(tx, [userId]))
    await doJobs(house, mailJobs(house, null))
    const cookie = (await ask('POST', '/session', { name: 'maya', password })).cookie.split(';')[0] ?? ''
    const inbox = await ask('GET', '/inbox', undefined, { cookie })
    expect(inbox).toMatchObject({ status: 200, body: { items: [{ to: 'maya@acme.example' }] } })
    expect((await ask('GET', '/inbox', undefined, { cookie, 'x-forwarded-for': '192.0.2.1' })).status).toBe(403)
    const mail = await ask('GET', `/inbox/${inbox.body.items[0].id}`, undefined, { cookie })
    const token = /#([\w-]+)/.exec(mail.body.text)?.[1]
    expect(await ask('POST', '/links/open', { token })).toMatchObject({
      status: 200,
      body: { purpose: 'welcome', extension: '1042' },
    })
    const accepted = await ask('POST', '/links/accept', { token, password: 'a brand new password' })
    expect(accepted).toMatchObject({
      status: 201,
      body: { user: { id: userId } },
      cookie: expect.stringContaining('HttpOnly'),
    })
    expect((await ask('POST', '/links/accept', { token, password: 'a brand new password' })).status).toBe(410)
    const now = accepted.cookie.split(';')[0] ?? ''
    expect(await ask('GET', `/users/${userId}/mail`, undefined, { cookie: now })).toMatchObject({
      body: { items: [{ state: 'accepted' }] },
    })
    expect(await ask('POST', `/users/${userId}/welcome`, undefined, { cookie: now })).toMatchObject({
      status: 202,
      body: { welcome: 'queued' },
    })
    expect(await ask('POST', '/password/forgot', { name: 'maya' })).toMatchObject({ status: 202 })
    expect((await ask('DELETE', '/sessions', undefined, { cookie: now })).status).toBe(204)
    expect((await ask('GET', '/session', undefined, { cookie: now })).body.session).toBeNull()
    expect(JSON.stringify(house.logged)).not.toContain(token)
  })
})
