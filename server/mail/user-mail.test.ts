import { describe, expect, it } from 'vitest'
import type { Context } from '../access/context.ts'
import type { House } from '../house.ts'
import { addCompany, addPerson, doJobs, refusal, setState, testHouse, visitor } from '../signin/test-house.fixture.ts'
import { getInboxMail, hasInbox, listInbox } from './inbox.ts'
import { mailJobs } from './mail-jobs.ts'
import { newestWelcomeMails } from './mail-store.ts'
import { listUserMail, sendWelcome } from './user-mail.ts'
import { welcomeStateOf } from './welcome-state.ts'

function admin(house: House, tenantId: string): Context {
  const actor = { kind: 'user' as const, id: null, name: 'Admin' }
  return {
    ...visitor(house),
    tenantId,
    actor,
    role: 'admin',
    isOperator: false,
    source: 'console',
    userId: null,
    sessionId: null,
  }
}

async function company(env: Record<string, string> = {}) {
  const house = await testHouse(env)
  const acme = await addCompany(house, 'acme')
  const maya = await addPerson(house, acme, 'maya', { extension: '1042' })
  return { house, acme, maya, ctx: admin(house, acme.tenantId) }
}

describe('sending the welcome mail by hand', () => {
  it('replaces the earlier one and shows what became of each', async () => {
    const { house, ctx, maya } = await company()
    expect(await sendWelcome(ctx, maya)).toEqual({ welcome: 'queued' })
    await doJobs(house, mailJobs(house, null))
    await sendWelcome(ctx, maya)
    const { items } = await listUserMail(ctx, maya)
    expect(items.map(({ kind, state, to }) => ({ kind, state, to }))).toEqual([
      { kind: 'welcome', state: 'queued', to: 'maya@acme.example' },
      { kind: 'welcome', state: 'expired', to: 'maya@acme.example' },
    ])
  })

  it('is refused, with what to do, for somebody without an extension, suspended, removed or of another company', async () => {
    const { house, acme, ctx, maya } = await company()
    const bob = await addPerson(house, acme, 'bob')
    expect(await refusal(sendWelcome(ctx, bob))).toMatchObject({
      code: 'extension_required',
      message: expect.stringMatching(/bob Ortiz has no extension/),
    })
    await setState(house, acme.tenantId, maya, 'suspended')
    expect(await refusal(sendWelcome(ctx, maya))).toMatchObject({ code: 'conflict' })
    await setState(house, acme.tenantId, maya, 'deleted')
    expect(await refusal(sendWelcome(ctx, maya))).toMatchObject({ code: 'not_found' })
    const globex = await addCompany(house, 'globex')
    const foreign = await addPerson(house, globex, 'eve', { extension: '1000' })
    expect(await refusal(sendWelcome(ctx, foreign))).toMatchObject({ code: 'not_found' })
    expect(await refusal(listUserMail(ctx, foreign))).toMatchObject({ code: 'not_found' })
  })

  it('is answered for many people by one query', async () => {
    const { house, acme, ctx, maya } = await company()
    const bob = await addPerson(house, acme, 'bob', { extension: '1043' })
    await sendWelcome(ctx, maya)
    const newest = await house.db.inTenant(acme.tenantId, (tx) => newestWelcomeMails(tx, [maya, bob]))
    expect([maya, bob].map((id) => welcomeStateOf(newest.get(id)))).toEqual(['queued', 'none'])
  })
})

describe('the development inbox', () => {
  it('shows mails that no server took, newest first', async () => {
    const { house, ctx, maya } = await company()
    await sendWelcome(ctx, maya)
    expect(await listInbox(ctx)).toEqual({ items: [] })
    await doJobs(house, mailJobs(house, null))
    const { items } = await listInbox(ctx)
    expect(items).toMatchObject([{ to: 'maya@acme.example', subject: 'Your phone at ACME is ready' }])
    const mail = await getInboxMail(ctx, items[0]?.id ?? '')
    expect(mail.text).toContain('http://localhost:8080/welcome#')
    expect(mail.html).toContain('http://localhost:8080/welcome#')
    expect(await listUserMail(ctx, maya)).toMatchObject({ items: [{ state: 'sent' }] })
  })

  it('opens for an administrator on this machine alone, and not beside a mail server', async () => {
    const { house, ctx, acme } = await company()
    expect(hasInbox(ctx, 'admin')).toBe(true)
    expect(hasInbox(ctx, 'user')).toBe(false)
    expect(await refusal(listInbox({ ...ctx, isLocal: false }))).toMatchObject({ code: 'forbidden' })
    expect(await refusal(listInbox({ ...ctx, role: 'user' }))).toMatchObject({ code: 'forbidden' })
    const elsewhere = { ...house, config: { ...house.config, isLoopback: false } }
    expect(await refusal(listInbox({ ...ctx, house: elsewhere }))).toMatchObject({ code: 'forbidden' })
    const withServer = { ...house, config: { ...house.config, smtpUrl: 'smtp://mail.example' } }
    expect(await refusal(listInbox({ ...ctx, house: withServer }))).toMatchObject({ code: 'not_found' })
    const globex = await addCompany(house, 'globex')
    expect(globex.tenantId).not.toBe(acme.tenantId)
    expect(await listInbox(admin(house, globex.tenantId))).toEqual({ items: [] })
  })

  it('keeps nothing where nobody could open it: the mail fails and says what is missing', async () => {
    const { house, ctx, maya } = await company({ HOST: '0.0.0.0' })
    await sendWelcome(ctx, maya)
    await doJobs(house, mailJobs(house, null))
    expect(await listUserMail(ctx, maya)).toMatchObject({
      items: [{ state: 'failed', reason: expect.stringMatching(/SMTP_URL/) }],
    })
    const rows = await house.db.inTenant(ctx.tenantId, ({ db }) => db.selectFrom('mail').select('inbox_text').execute())
    expect(rows).toEqual([{ inbox_text: null }])
  })
})

describe('welcomeStateOf', () => {
  const now = new Date('2030-01-01T00:00:00Z')
  const at = (ms: number) => new Date(now.getTime() + ms)

  it.each([
    [null, 'none'],
    [{ state: 'queued', expiresAt: null }, 'queued'],
    [{ state: 'sent', expiresAt: at(1) }, 'sent'],
    [{ state: 'sent', expiresAt: at(0) }, 'expired'],
    [{ state: 'opened', expiresAt: at(-1) }, 'expired'],
    [{ state: 'accepted', expiresAt: at(-1) }, 'accepted'],
    [{ state: 'failed', expiresAt: null }, 'failed'],
    [{ state: 'replaced', expiresAt: at(1) }, 'expired'],
  ] as const)('of %j is %s', (mail, state) => {
    expect(welcomeStateOf(mail, now)).toBe(state)
  })
})
