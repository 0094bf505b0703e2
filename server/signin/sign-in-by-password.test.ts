import { verify } from '@node-rs/argon2'
import { describe, expect, it, vi } from 'vitest'
import { authenticate } from './authenticate.ts'
import { sessionCookie } from './session-cookie.ts'
import { signIn } from './sign-in-by-password.ts'
import { addCompany, addPerson, refusal, setState, type TestHouse, testHouse, visitor } from './test-house.fixture.ts'

// Real, and counted.
vi.mock('@node-rs/argon2', { spy: true })

const password = 'correct horse battery'

async function oneCompany() {
  const house = await testHouse()
  const company = await addCompany(house, 'acme')
  const userId = await addPerson(house, company, 'maya', { password, extension: '1042' })
  return { house, company, userId, tenantId: company.tenantId }
}

/** Which algorithm with which cost a hash asks for; the rest of it is salt and digest. */
function costOf(hash: string | Uint8Array): string {
  return String(hash).split('$').slice(1, 4).join(' ')
}

function accessEvents(house: TestHouse, tenantId: string) {
  return house.db.inTenant(tenantId, ({ db }) =>
    db.selectFrom('access_event').selectAll().where('tenant_id', '=', tenantId).execute(),
  )
}

describe('signing in', () => {
  it('takes the username or the e-mail address, in any case', async () => {
    const { house, userId } = await oneCompany()
    for (const name of ['maya', 'MAYA', ' maya ', 'Maya@Acme.example']) {
      const { session } = await signIn(visitor(house), { name, password })
      expect(session).toMatchObject({
        user: { id: userId, username: 'maya', extension: '1042' },
        tenant: { slug: 'acme' },
        role: 'user',
        isOperator: false,
        hasInbox: false,
      })
    }
  })

  it('takes an e-mail address only while one person has it', async () => {
    const { house, company } = await oneCompany()
    await addPerson(house, company, 'bob', { email: 'maya@acme.example', password })
    expect(await refusal(signIn(visitor(house), { name: 'maya@acme.example', password }))).toMatchObject({
      code: 'wrong_credentials',
    })
    await expect(signIn(visitor(house), { name: 'bob', password })).resolves.toBeDefined()
  })

  it('takes a password however its accents were typed', async () => {
    const { house, company } = await oneCompany()
    await addPerson(house, company, 'zoe', { password: 'gar\u00e7on caf\u00e9' })
    await expect(signIn(visitor(house), { name: 'zoe', password: 'garc\u0327on cafe\u0301' })).resolves.toBeDefined()
  })

  it('answers unknown people, wrong passwords and people without a password alike, and makes them wait alike', async () => {
    const { house, company } = await oneCompany()
    await addPerson(house, company, 'nopass')
    const answers: Record<string, { code: string; message: string }[]> = {}
    for (const [index, name] of ['maya', 'nobody', 'nopass'].entries()) {
      const ctx = visitor(house, `192.0.2.${index + 1}`)
      const refused: { code: string; message: string }[] = []
      for (let attempt = 0; attempt < 8; attempt++) {
        const { code, message } = await refusal(signIn(ctx, { name, password: 'wrong password' }))
        // A slow machine has waited a part of it already.
        refused.push({ code, message: message.replace('1 second.', '2 seconds.') })
      }
      answers[name] = refused
    }
    expect(answers.nobody).toEqual(answers.maya)
    expect(answers.nopass).toEqual(answers.maya)
    expect(answers.maya?.slice(0, 7).map(({ code }) => code)).toEqual([
      ...Array(6).fill('wrong_credentials'),
      'too_many_attempts',
    ])
    expect(answers.maya?.[6]?.message).toBe('Too many attempts. Try again in 2 seconds.')
  })

  it('does the same work for somebody unknown, so that the time tells nobody who is here', async () => {
    const { house } = await oneCompany()
    const workFor = async (name: string) => {
      vi.mocked(verify).mockClear()
      await refusal(signIn(visitor(house), { name, password: 'wrong password' }))
      return vi.mocked(verify).mock.calls.map(([against]) => costOf(against))
    }
    const work = await workFor('maya')
    expect(work).toEqual([expect.stringMatching(/^argon2id v=19 m=\d+,t=\d+,p=\d+$/)])
    expect(await workFor('nobody')).toEqual(work)
  })

  it('makes an address wait that tries many names, but no other address', async () => {
    const { house } = await oneCompany()
    for (let attempt = 0; attempt < 21; attempt++) {
      await refusal(signIn(visitor(house), { name: `name${attempt}`, password: 'wrong password' }))
    }
    expect(await refusal(signIn(visitor(house), { name: 'maya', password }))).toMatchObject({
      code: 'too_many_attempts',
    })
    await expect(signIn(visitor(house, '198.51.100.9'), { name: 'maya', password })).resolves.toBeDefined()
  })

  it('forgets an account’s wrong passwords after the right one', async () => {
    const { house } = await oneCompany()
    const wrong = () => refusal(signIn(visitor(house), { name: 'maya', password: 'wrong password' }))
    for (let attempt = 0; attempt < 5; attempt++) await wrong()
    await signIn(visitor(house), { name: 'maya', password })
    for (let attempt = 0; attempt < 6; attempt++) expect(await wrong()).toMatchObject({ code: 'wrong_credentials' })
  })

  it('leaves a session alone while somebody guesses the password', async () => {
    const { house, userId } = await oneCompany()
    const { token } = await signIn(visitor(house), { name: 'maya', password })
    for (let attempt = 0; attempt < 10; attempt++) {
      await refusal(signIn(visitor(house, '203.0.113.5'), { name: 'maya', password: 'wrong password' }))
    }
    const cookieHeader = sessionCookie(token).split(';')[0]
    const ctx = await authenticate(house, { ...visitor(house), cookieHeader, authorization: undefined })
    expect(ctx).toMatchObject({ userId })
  })

  it('tells a suspended person so only for the right password', async () => {
    const { house, tenantId, userId } = await oneCompany()
    await setState(house, tenantId, userId, 'suspended')
    expect(await refusal(signIn(visitor(house), { name: 'maya', password: 'wrong password' }))).toMatchObject({
      code: 'wrong_credentials',
    })
    expect(await refusal(signIn(visitor(house), { name: 'maya', password }))).toMatchObject({ code: 'forbidden' })
    await setState(house, tenantId, userId, 'deleted')
    expect(await refusal(signIn(visitor(house), { name: 'maya', password }))).toMatchObject({
      code: 'wrong_credentials',
    })
  })

  it('notes who got in and who failed, and nothing that was typed', async () => {
    const { house, tenantId, userId } = await oneCompany()
    await refusal(signIn(visitor(house), { name: 'my secret password', password: 'maya typed it above' }))
    await refusal(signIn(visitor(house), { name: 'maya', password: 'wrong password' }))
    const { token } = await signIn(visitor(house), { name: 'maya', password })
    const events = await accessEvents(house, tenantId)
    expect(events.map(({ kind, actor_id, about }) => ({ kind, actor_id, about }))).toEqual([
      { kind: 'signInFailed', actor_id: null, about: null },
      { kind: 'signInFailed', actor_id: null, about: userId },
      { kind: 'signIn', actor_id: userId, about: null },
    ])
    const throttles = await house.db.inTenant(tenantId, ({ db }) =>
      db.selectFrom('sign_in_throttle').selectAll().execute(),
    )
    const sessions = await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('session').selectAll().execute())
    const written = JSON.stringify([events, throttles, sessions, house.logged])
    for (const secret of ['my secret password', 'typed it above', 'wrong password', password, token])
      expect(written).not.toContain(secret)
    expect(house.heard).toContainEqual({ tenantId, kind: 'user', ids: [userId], userIds: [userId] })
  })
})

describe('signing in where there are several companies', () => {
  async function twoCompanies() {
    const house = await testHouse()
    const acme = await addCompany(house, 'acme')
    const globex = await addCompany(house, 'globex')
    await addPerson(house, acme, 'maya', { password })
    await addPerson(house, globex, 'maya', { password: 'another password' })
    return { house, acme, globex }
  }

  it('asks for the company', async () => {
    const { house } = await twoCompanies()
    expect(await refusal(signIn(visitor(house), { name: 'maya', password }))).toMatchObject({ code: 'field_required' })
    const { session } = await signIn(visitor(house), { company: 'ACME', name: 'maya', password })
    expect(session.tenant.slug).toBe('acme')
    expect(await refusal(signIn(visitor(house), { company: 'globex', name: 'maya', password }))).toMatchObject({
      code: 'wrong_credentials',
    })
  })

  it('answers an unknown company like a wrong password, never lets in, and makes wait alike', async () => {
    const { house } = await twoCompanies()
    for (let attempt = 0; attempt < 6; attempt++) {
      expect(await refusal(signIn(visitor(house), { company: 'initech', name: 'maya', password }))).toMatchObject({
        code: 'wrong_credentials',
      })
    }
    expect(await refusal(signIn(visitor(house), { company: 'initech', name: 'maya', password }))).toMatchObject({
      code: 'too_many_attempts',
    })
    // They were counted apart from the company that stood in.
    await expect(signIn(visitor(house), { company: 'acme', name: 'maya', password })).resolves.toBeDefined()
  })

  it('answers like a wrong password where nothing is set up', async () => {
    const house = await testHouse()
    expect(await refusal(signIn(visitor(house), { name: 'maya', password }))).toMatchObject({
      code: 'wrong_credentials',
    })
  })
})
