import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { insertApiToken, revokeToken, selectApiTokens } from './api-tokens.ts'
import { authenticate } from './authenticate.ts'
import { readToken } from './secret-tokens.ts'
import { endedSessionCookie, sessionCookie, tokenInCookies } from './session-cookie.ts'
import { signIn } from './sign-in-by-password.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'
import {
  addCompany,
  addPerson,
  everythingKept,
  refusal,
  setState,
  testHouse,
  visitor,
  withCookie,
} from './test-house.fixture.ts'

const password = 'correct horse battery'

async function signedInHouse(role: 'user' | 'admin' = 'user') {
  const house = await testHouse()
  const company = await addCompany(house, 'acme')
  const { tenantId } = company
  const userId = await addPerson(house, company, 'maya', { password, role })
  const { token } = await signIn(visitor(house), { name: 'maya', password })
  const again = async () => (await signIn(visitor(house), { name: 'maya', password })).token
  return { house, company, tenantId, userId, token, again }
}

const bearer = (house: Parameters<typeof visitor>[0], text: string) =>
  authenticate(house, { ...visitor(house), cookieHeader: undefined, authorization: `Bearer ${text}` })

describe('a session', () => {
  it('says who acts, with which rights', async () => {
    const { house, tenantId, userId, token } = await signedInHouse('admin')
    expect(await withCookie(house, token)).toMatchObject({
      tenantId,
      userId,
      actor: { kind: 'user', id: userId, name: 'maya Ortiz' },
      role: 'admin',
      isOperator: false,
      source: 'console',
    })
    await house.db.inTenant(tenantId, ({ db }) =>
      db.insertInto('operator').values({ tenant_id: tenantId, user_id: userId }).execute(),
    )
    expect(await withCookie(house, token)).toMatchObject({ isOperator: true })
  })

  it('is nobody without a cookie, with a foreign one, or with a changed one', async () => {
    const { house, token } = await signedInHouse()
    const request = { ...visitor(house), authorization: 'Basic bWF5YTp4' }
    for (const cookieHeader of [
      undefined,
      '',
      '__Host-offhook',
      '__Host-offhook=',
      '__Host-offhook=x.y.z',
      `other=${token}`,
    ]) {
      expect(await authenticate(house, { ...request, cookieHeader })).toBeNull()
    }
    const bytes = Buffer.from(token, 'base64url')
    for (const position of [40, 63]) {
      const changed = Buffer.from(bytes)
      changed[position] = (changed[position] ?? 0) ^ 1
      expect(await withCookie(house, changed.toString('base64url'))).toBeNull()
    }
  })

  it('of one tenant is useless in another', async () => {
    const { house, token } = await signedInHouse()
    const other = await addCompany(house, 'globex')
    const bytes = Buffer.from(token, 'base64url')
    Buffer.from(other.tenantId.replaceAll('-', ''), 'hex').copy(bytes)
    const moved = bytes.toString('base64url')
    expect(readToken(moved)?.tenantId).toBe(other.tenantId)
    expect(await withCookie(house, moved)).toBeNull()
  })

  it('is cut by suspension and deletion with the next request', async () => {
    const { house, tenantId, userId, token } = await signedInHouse()
    await setState(house, tenantId, userId, 'suspended')
    expect(await withCookie(house, token)).toBeNull()
    await setState(house, tenantId, userId, 'deleted')
    expect(await withCookie(house, token)).toBeNull()
  })

  it('ends on sign-out, alone; its web phone goes with it and the engine hears of it', async () => {
    const { house, tenantId, userId, token, again } = await signedInHouse()
    const other = await again()
    const ctx = await withCookie(house, token)
    if (!ctx?.sessionId) throw new Error('not signed in')
    const account = { kind: 'web' as const, label: '', username: 'w1', ha1_md5: '', ha1_sha256: '' }
    await house.db.inTenant(tenantId, ({ db }) =>
      db
        .insertInto('sip_account')
        .values({ tenant_id: tenantId, id: userId, user_id: userId, session_id: ctx.sessionId, ...account })
        .execute(),
    )
    await signOut(ctx)
    expect(await withCookie(house, token)).toBeNull()
    expect(await withCookie(house, other)).not.toBeNull()
    expect(await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('sip_account').selectAll().execute())).toEqual(
      [],
    )
    expect(house.heard).toContainEqual({ tenantId, kind: 'device', ids: null, userIds: [userId] })
  })

  it('ends everywhere at once, and the access log says so', async () => {
    const { house, tenantId, company, token, again } = await signedInHouse()
    await addPerson(house, company, 'bob', { password })
    const bob = await signIn(visitor(house), { name: 'bob', password })
    const other = await again()
    const ctx = await withCookie(house, token)
    if (!ctx) throw new Error('not signed in')
    await signOutEverywhere(ctx)
    expect([await withCookie(house, token), await withCookie(house, other)]).toEqual([null, null])
    expect(await withCookie(house, bob.token)).not.toBeNull()
    const kinds = await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('access_event').select('kind').execute())
    expect(kinds.map(({ kind }) => kind)).toContain('signOutEverywhere')
  })

  it('lasts 30 days from its last use, which is noted once a minute', async () => {
    const { house, tenantId, token } = await signedInHouse()
    const session = () =>
      house.db.inTenant(tenantId, ({ db }) => db.selectFrom('session').selectAll().executeTakeFirstOrThrow())
    const age = (interval: string) =>
      house.db.inTenant(tenantId, ({ db }) =>
        sql`update session set last_seen_at = last_seen_at - ${interval}::interval, expires_at = expires_at - ${interval}::interval`.execute(
          db,
        ),
      )
    const before = await session()
    await withCookie(house, token)
    expect((await session()).last_seen_at).toEqual(before.last_seen_at)
    await age('29 days')
    expect(await withCookie(house, token)).not.toBeNull()
    expect((await session()).expires_at.getTime()).toBeGreaterThanOrEqual(before.expires_at.getTime())
    await age('31 days')
    expect(await withCookie(house, token)).toBeNull()
  })
})

describe('an API token', () => {
  it('acts with an administrator’s rights under its own name until it is revoked', async () => {
    const { house, tenantId } = await signedInHouse()
    const { view, token } = await house.db.inTenant(tenantId, (tx) => insertApiToken(tx, 'Payroll'))
    expect(token).toMatch(/^offhook_[\w-]{86}$/)
    expect(await bearer(house, token)).toMatchObject({
      tenantId,
      actor: { kind: 'apiToken', id: view.id, name: 'Payroll' },
      role: 'admin',
      isOperator: false,
      source: 'api',
      userId: null,
      sessionId: null,
    })
    const [listed] = await house.db.inTenant(tenantId, selectApiTokens)
    expect(listed).toMatchObject({ id: view.id, lastUsedAt: expect.any(String) })
    await house.db.inTenant(tenantId, (tx) => revokeToken(tx, view.id))
    expect(await refusal(bearer(house, token))).toMatchObject({ code: 'token_invalid' })
    expect(await house.db.inTenant(tenantId, selectApiTokens)).toEqual([])
  })

  it('is no session, nor is a session an API token', async () => {
    const { house, tenantId, token } = await signedInHouse()
    const api = await house.db.inTenant(tenantId, (tx) => insertApiToken(tx, 'Payroll'))
    expect(await withCookie(house, api.token)).toBeNull()
    expect(await withCookie(house, api.token.slice('offhook_'.length))).toBeNull()
    for (const text of [token, `offhook_${token}`, 'offhook_', 'x']) {
      expect(await refusal(bearer(house, text))).toMatchObject({ code: 'token_invalid' })
    }
    const kept = await everythingKept(house, tenantId)
    for (const secret of [token, api.token, password]) expect(kept).not.toContain(secret)
  })
})

describe('the session cookie', () => {
  it('is kept from scripts, other sites and plain lines', () => {
    expect(sessionCookie('abc')).toBe('__Host-offhook=abc; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000')
    expect(endedSessionCookie()).toMatch(/^__Host-offhook=; .*Max-Age=0$/)
    expect(tokenInCookies('x=1;__Host-offhook=abc; y=2')).toBe('abc')
    expect(tokenInCookies('x__Host-offhook=abc')).toBeNull()
  })
})
