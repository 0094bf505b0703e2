import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { telling } from '../events/telling.ts'
import { mailJobs } from '../mail/mail-jobs.ts'
import { newestWelcomeMails } from '../mail/mail-store.ts'
import { queueWelcomeMail } from '../mail/queue-mail.ts'
import { acceptLink } from './accept-link.ts'
import { openLink } from './open-link.ts'
import { signIn } from './sign-in-by-password.ts'
import {
  addCompany,
  addPerson,
  doJobs,
  everythingKept,
  refusal,
  setState,
  type TestHouse,
  testHouse,
  visitor,
  withCookie,
} from './test-house.fixture.ts'

const password = 'correct horse battery'

async function invited(more = {}) {
  const house = await testHouse()
  const company = await addCompany(house, 'acme')
  const userId = await addPerson(house, company, 'maya', { extension: '1042', number: '+14155550142', ...more })
  const { tenantId } = company
  const invite = async () => {
    await telling(house, tenantId, (tx) => queueWelcomeMail(tx, [userId]))
    await doJobs(house, mailJobs(house, null))
    return newestLink(house, tenantId)
  }
  const mail = () => house.db.inTenant(tenantId, async (tx) => (await newestWelcomeMails(tx, [userId])).get(userId))
  return { house, company, tenantId, userId, invite, mail }
}

async function newestLink(house: TestHouse, tenantId: string): Promise<string> {
  const mails = await house.db.inTenant(tenantId, ({ db }) =>
    db.selectFrom('mail').select('inbox_text').where('inbox_text', 'is not', null).orderBy('id', 'desc').execute(),
  )
  return /#([\w-]+)/.exec(mails[0]?.inbox_text ?? '')?.[1] ?? ''
}

describe('a welcome link', () => {
  it('shows whom it welcomes, sets the password and signs in', async () => {
    const { house, tenantId, userId, invite, mail } = await invited()
    const token = await invite()
    expect(await mail()).toMatchObject({ state: 'sent' })
    expect(await openLink(visitor(house), token)).toEqual({
      purpose: 'welcome',
      company: 'ACME',
      slug: 'acme',
      name: 'maya Ortiz',
      username: 'maya',
      extension: '1042',
      number: '+1 415 555 0142',
    })
    expect(await mail()).toMatchObject({ state: 'opened' })
    const accepted = await acceptLink(visitor(house), { token, password })
    expect(await withCookie(house, accepted.token)).toMatchObject({ userId })
    expect(await mail()).toMatchObject({ state: 'accepted' })
    await expect(signIn(visitor(house), { name: 'maya', password })).resolves.toBeDefined()
    expect(house.heard).toContainEqual({ tenantId, kind: 'mail', ids: [userId], userIds: null })
    const kept = await everythingKept(house, tenantId)
    for (const secret of [token, accepted.token, password]) expect(kept).not.toContain(secret)
  })

  it('gives one of 32 simultaneous acceptances the account, and the others a sentence', async () => {
    const { house, tenantId, invite } = await invited()
    const token = await invite()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 32 }, (_, index) => acceptLink(visitor(house), { token, password: `${password} ${index}` })),
    )
    const won = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []))
    expect(won).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'link_invalid', message: expect.stringMatching(/used already/) })
    }
    await expect(signIn(visitor(house), { name: 'maya', password: `${password} ${won[0]}` })).resolves.toBeDefined()
    const sessions = await house.db.inTenant(tenantId, ({ db }) => db.selectFrom('session').select('id').execute())
    expect(sessions).toHaveLength(2)
  })

  it('works for 72 hours', async () => {
    const { house, tenantId, invite } = await invited()
    const token = await invite()
    const age = (hours: number) =>
      house.db.inTenant(tenantId, ({ db }) =>
        sql`update one_time_token set expires_at = expires_at - make_interval(hours => ${hours})`.execute(db),
      )
    await age(71)
    await expect(openLink(visitor(house), token)).resolves.toBeDefined()
    await age(1)
    const expired = { code: 'link_invalid', message: expect.stringMatching(/expired/) }
    expect(await refusal(openLink(visitor(house), token))).toMatchObject(expired)
    expect(await refusal(acceptLink(visitor(house), { token, password }))).toMatchObject(expired)
  })

  it('stops working when a newer mail is sent, or the person is suspended', async () => {
    const { house, tenantId, userId, invite } = await invited()
    const first = await invite()
    const second = await invite()
    expect(second).not.toBe(first)
    expect(await refusal(openLink(visitor(house), first))).toMatchObject({ code: 'link_invalid' })
    await setState(house, tenantId, userId, 'suspended')
    expect(await refusal(acceptLink(visitor(house), { token: second, password }))).toMatchObject({
      message: expect.stringMatching(/suspended/),
    })
    await setState(house, tenantId, userId, 'active')
    await expect(acceptLink(visitor(house), { token: second, password })).resolves.toBeDefined()
  })

  it('ends every earlier session, and says used afterwards', async () => {
    const { house, invite } = await invited({ password: 'the old password' })
    const { token: session } = await signIn(visitor(house), { name: 'maya', password: 'the old password' })
    const token = await invite()
    const accepted = await acceptLink(visitor(house), { token, password })
    expect(await withCookie(house, session)).toBeNull()
    expect(await withCookie(house, accepted.token)).not.toBeNull()
    expect(await refusal(signIn(visitor(house), { name: 'maya', password: 'the old password' }))).toMatchObject({
      code: 'wrong_credentials',
    })
    expect(await refusal(openLink(visitor(house), token))).toMatchObject({
      message: expect.stringMatching(/used already/),
    })
  })

  it('of one company opens nothing in another, nor does an invented one', async () => {
    const { house, invite } = await invited()
    const other = await addCompany(house, 'globex')
    const bytes = Buffer.from(await invite(), 'base64url')
    Buffer.from(other.tenantId.replaceAll('-', ''), 'hex').copy(bytes)
    const unknownTenant = Buffer.from(bytes)
    Buffer.from(newId().replaceAll('-', ''), 'hex').copy(unknownTenant)
    for (const text of [bytes.toString('base64url'), unknownTenant.toString('base64url'), 'x'.repeat(86), 'nonsense']) {
      expect(await refusal(openLink(visitor(house), text))).toMatchObject({
        code: 'link_invalid',
        message: expect.stringMatching(/does not work/),
      })
    }
  })
})
