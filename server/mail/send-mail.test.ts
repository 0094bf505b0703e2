import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { telling } from '../events/telling.ts'
import { enqueue } from '../jobs/job-store.ts'
import { acceptLink } from '../signin/accept-link.ts'
import { openLink } from '../signin/open-link.ts'
import {
  addCompany,
  addPerson,
  doJobs,
  everythingKept,
  setState,
  type TestPerson,
  testHouse,
  visitor,
} from '../signin/test-house.fixture.ts'
import { mailJobs } from './mail-jobs.ts'
import { mailServer } from './mail-server.fixture.ts'
import { newestWelcomeMails, selectMailsOf } from './mail-store.ts'
import { createPostman } from './postman.ts'
import { queueWelcomeMail } from './queue-mail.ts'

async function companyWithMail(more: TestPerson = {}, login?: { user: string; password: string }) {
  const server = await mailServer(login)
  const house = await testHouse({
    SMTP_URL: server.url,
    PUBLIC_URL: 'https://phone.acme.example',
    MAIL_FROM: 'Büro Acme <phone@acme.example>',
  })
  const company = await addCompany(house, 'acme')
  const { tenantId } = company
  const userId = await addPerson(house, company, 'maya', { extension: '1042', number: '+14155550142', ...more })
  const postman = createPostman(server.url, house.config.mailFrom)
  onTestFinished(() => postman.close())
  const queue = (ids = [userId]) => telling(house, tenantId, (tx) => queueWelcomeMail(tx, ids))
  const work = () => doJobs(house, mailJobs(house, postman))
  const mail = () => house.db.inTenant(tenantId, async (tx) => (await newestWelcomeMails(tx, [userId])).get(userId))
  const dueNow = () =>
    house.db.inTenant(tenantId, ({ db }) => sql`update job set run_at = now() where state = 'due'`.execute(db))
  return { server, house, company, tenantId, userId, postman, queue, work, mail, dueNow }
}

const linkIn = (text: string | undefined) =>
  /https:\/\/phone\.acme\.example\/welcome#([\w-]+)/.exec(text ?? '')?.[1] ?? ''

describe('the welcome mail', () => {
  it('arrives with extension, number and a link that works, and keeps its secret from everything else', async () => {
    const { server, house, tenantId, userId, queue, work, mail } = await companyWithMail({
      firstName: 'Zoë',
      lastName: '山田',
      language: 'fr-FR',
    })
    await queue()
    expect(await mail()).toMatchObject({ state: 'queued', to: 'maya@acme.example' })
    await work()
    const [arrived] = server.received
    expect(server.received).toHaveLength(1)
    expect(arrived?.to).toEqual(['maya@acme.example'])
    expect(arrived?.mail).toMatchObject({
      subject: 'Votre téléphone chez ACME est prêt',
      from: { name: 'Büro Acme', address: 'phone@acme.example' },
      to: [{ name: 'Zoë 山田', address: 'maya@acme.example' }],
      messageId: `<${(await mail())?.id}@acme.example>`,
    })
    for (const part of [arrived?.mail.text, arrived?.mail.html]) {
      for (const fact of ['Zoë', 'ACME', '1042', '+1 415 555 0142', 'https://phone.acme.example/t/acme'])
        expect(part).toContain(fact)
    }
    const token = linkIn(arrived?.mail.text)
    expect(linkIn(arrived?.mail.html)).toBe(token)
    expect(await mail()).toMatchObject({ state: 'sent', reason: null })
    const hours = (((await mail())?.expiresAt?.getTime() ?? 0) - Date.now()) / 3600_000
    expect(hours).toBeCloseTo(72, 1)
    expect(house.heard).toContainEqual({ tenantId, kind: 'mail', ids: [userId], userIds: null })
    const inbox = await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('mail').select('inbox_text').execute())
    expect(inbox).toEqual([{ inbox_text: null }])
    expect(await everythingKept(house, tenantId)).not.toContain(token)
    await expect(acceptLink(visitor(house), { token, password: 'correct horse battery' })).resolves.toBeDefined()
  })

  it('is tried again after a temporary refusal, whose reason is shown meanwhile', async () => {
    const { server, queue, work, mail, dueNow } = await companyWithMail()
    server.refuse = { at: 'recipient', code: 451, text: 'Greylisted' }
    await queue()
    await work()
    expect(await mail()).toMatchObject({ state: 'queued', reason: 'The mail server asks to try later: 451 Greylisted' })
    server.refuse = null
    await dueNow()
    await work()
    expect(await mail()).toMatchObject({ state: 'sent', reason: null })
    expect(server.received).toHaveLength(1)
  })

  it('fails with the server’s reason after a final refusal, and not with the link that the server repeats', async () => {
    const { server, house, tenantId, queue, work, mail } = await companyWithMail()
    server.refuse = { at: 'data', code: 554, text: 'Spam: {link}' }
    await queue()
    await work()
    expect(await mail()).toMatchObject({
      state: 'failed',
      reason: 'The mail server refused it: 554 Spam: https://phone.acme.example/welcome#…',
    })
    expect(await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('job').selectAll().execute())).toEqual([])
    server.refuse = null
    await queue()
    await work()
    expect(await mail()).toMatchObject({ state: 'sent' })
  })

  it('waits for the right credentials rather than fail for the wrong ones', async () => {
    const { server, house, tenantId, queue, work, mail, dueNow } = await companyWithMail(
      {},
      { user: 'acme', password: 'right' },
    )
    const wrong = createPostman(server.url.replace('right', 'wrong'), 'a@b.example')
    await queue()
    await doJobs(house, mailJobs(house, wrong))
    wrong.close()
    expect(await mail()).toMatchObject({
      state: 'queued',
      reason: expect.stringMatching(/does not accept our credentials/),
    })
    expect(await everythingKept(house, tenantId)).not.toMatch(/wrong@|:wrong/)
    await dueNow()
    await work()
    expect(await mail()).toMatchObject({ state: 'sent' })
  })

  it('is given up when no server answers for hours', async () => {
    const { house, tenantId, queue, mail, dueNow } = await companyWithMail()
    const nobody = createPostman('smtp://127.0.0.1:1', 'a@b.example')
    onTestFinished(() => nobody.close())
    await queue()
    await doJobs(house, mailJobs(house, nobody))
    expect(await mail()).toMatchObject({ state: 'queued', reason: expect.stringMatching(/cannot be reached/) })
    await house.db.inTenant(tenantId, ({ db }) => sql`update job set attempts = 14`.execute(db))
    await dueNow()
    await doJobs(house, mailJobs(house, nobody))
    expect(await mail()).toMatchObject({ state: 'failed', reason: expect.stringMatching(/cannot be reached/) })
  })

  it('goes out once however often it is promised, and again under the same id if we died before noting it', async () => {
    const { server, house, tenantId, postman, queue, work, mail } = await companyWithMail()
    await queue()
    const id = (await mail())?.id
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'sendMail', { mailId: id }))
    await doJobs(house, mailJobs(house, postman), { concurrency: 1 })
    expect(server.received).toHaveLength(1)
    // As after kill -9 between the mail server's yes and our note of it.
    await house.db.inTenant(tenantId, ({ db }) => sql`update mail set state = 'queued', expires_at = null`.execute(db))
    await house.db.inTenant(tenantId, (tx) => enqueue(tx, 'sendMail', { mailId: id }))
    await work()
    expect(server.received).toHaveLength(2)
    expect(new Set(server.received.map(({ mail }) => mail.messageId?.split('@')[0])).size).toBe(1)
    const [first, second] = server.received.map(({ mail }) => linkIn(mail.text))
    await expect(openLink(visitor(house), first ?? '')).resolves.toBeDefined()
    await acceptLink(visitor(house), { token: second ?? '', password: 'correct horse battery' })
    await expect(openLink(visitor(house), first ?? '')).rejects.toMatchObject({ code: 'link_invalid' })
  })

  it('never lets a name or address add a header or a recipient', async () => {
    const { server, house, company, queue, work } = await companyWithMail()
    const evil = 'Eve\r\nBcc: victim@x.example\u2028Subject: x, <victim@x.example>'
    const named = await addPerson(house, company, 'eve', {
      firstName: evil,
      lastName: '"; a@b.example',
      extension: '1050',
    })
    const addressed = await addPerson(house, company, 'mallory', {
      email: 'm@x.example, victim@x.example',
      extension: '1051',
    })
    await queue([named, addressed])
    await work()
    expect(server.received.map(({ to }) => to)).toEqual([['eve@acme.example']])
    const headers = server.received[0]?.raw.split('\r\n\r\n')[0] ?? ''
    expect(headers).not.toMatch(/^(bcc|cc):/im)
    expect(headers.match(/^subject:/gim)).toHaveLength(1)
    const mails = await house.db.inTenant(company.tenantId, (tx) => selectMailsOf(tx, addressed))
    expect(mails).toMatchObject([{ state: 'failed', reason: expect.stringMatching(/is not an e-mail address/) }])
  })

  it('goes to the address that the person has when it is sent', async () => {
    const { server, house, tenantId, userId, queue, work, mail } = await companyWithMail()
    await queue()
    await house.db.inTenant(tenantId, ({ db }) =>
      db.updateTable('app_user').set({ email: 'right@acme.example' }).where('id', '=', userId).execute(),
    )
    await work()
    expect(server.received.map(({ to }) => to)).toEqual([['right@acme.example']])
    expect(await mail()).toMatchObject({ to: 'right@acme.example', state: 'sent' })
  })

  it('is not sent to somebody who was suspended or removed meanwhile', async () => {
    const { server, house, tenantId, userId, queue, work, mail } = await companyWithMail()
    await queue()
    await setState(house, tenantId, userId, 'suspended')
    await work()
    expect(await mail()).toMatchObject({ state: 'failed', reason: 'This person is suspended.' })
    expect(server.received).toHaveLength(0)
  })

  it('reaches each of 1,050 people once, from one promise', async () => {
    const { house, company, tenantId, queue } = await companyWithMail()
    const { rows } = await sql<{ id: string }>`
      insert into app_user (tenant_id, id, first_name, last_name, sort_key, email, email_key, username, username_key, site_id, devices, state, role)
      select ${tenantId}, gen_random_uuid(), 'U', 'X', 'x u', 'u' || n || '@acme.example', 'u' || n || '@acme.example', 'u' || n, 'u' || n, ${company.siteId}, '{}', 'active', 'user'
      from generate_series(1, 1050) n returning id`.execute(house.ownerDb)
    await queue(rows.map((row) => row.id))
    const promised = await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('job').select('kind').execute())
    expect(promised).toEqual([{ kind: 'spreadMails' }])
    const sent = new Map<string, number>()
    const postman = {
      deliver: async ({ to }: { to: { address: string } }) =>
        void sent.set(to.address, (sent.get(to.address) ?? 0) + 1),
      close: () => {},
    }
    await doJobs(house, mailJobs(house, postman), { concurrency: 8 })
    expect(sent.size).toBe(1050)
    expect(new Set(sent.values())).toEqual(new Set([1]))
  })
})
