import { describe, expect, it } from 'vitest'
import { mailJobs } from '../mail/mail-jobs.ts'
import { acceptLink } from './accept-link.ts'
import { forgotPassword } from './forgot-password.ts'
import { openLink } from './open-link.ts'
import { signIn } from './sign-in-by-password.ts'
import { addCompany, addPerson, doJobs, refusal, setState, testHouse, visitor } from './test-house.fixture.ts'

const password = 'correct horse battery'

async function forgetful() {
  const house = await testHouse()
  const company = await addCompany(house, 'acme')
  const { tenantId } = company
  const userId = await addPerson(house, company, 'maya', { password: 'the old password' })
  const jobs = () => house.db.inTenant(tenantId, ({ db }) => db.selectFrom('job').select(['kind', 'payload']).execute())
  const mails = async () => {
    await doJobs(house, mailJobs(house, null))
    return house.db.inTenant(tenantId, ({ db }) => db.selectFrom('mail').selectAll().orderBy('id').execute())
  }
  return { house, company, tenantId, userId, jobs, mails }
}

describe('forgotten password', () => {
  it('sends a link that sets a new password', async () => {
    const { house, userId, mails } = await forgetful()
    await forgotPassword(visitor(house), { name: 'Maya' })
    const [mail] = await mails()
    expect(mail).toMatchObject({
      kind: 'passwordReset',
      user_id: userId,
      state: 'sent',
      to_address: 'maya@acme.example',
    })
    const hours = ((mail?.expires_at?.getTime() ?? 0) - Date.now()) / 3600_000
    expect(hours).toBeCloseTo(1, 1)
    const token = /#([\w-]+)/.exec(mail?.inbox_text ?? '')?.[1] ?? ''
    expect(await openLink(visitor(house), token)).toMatchObject({ purpose: 'passwordReset', username: 'maya' })
    await acceptLink(visitor(house), { token, password })
    await expect(signIn(visitor(house), { name: 'maya', password })).resolves.toBeDefined()
  })

  it('answers the same and does the same work for people there are and there are not', async () => {
    const { house, company, tenantId, userId, jobs, mails } = await forgetful()
    const suspended = await addPerson(house, company, 'bob')
    await setState(house, tenantId, suspended, 'suspended')
    const given = [{ name: 'maya' }, { name: 'nobody' }, { name: 'bob' }, { company: 'initech', name: 'maya' }]
    const answers = []
    for (const each of given) answers.push(await forgotPassword(visitor(house), each))
    expect(new Set(answers.map((answer) => answer.sentence)).size).toBe(1)
    const queued = await jobs()
    expect(queued.map((job) => job.payload)).toEqual([{ userId }, { userId: null }, { userId: null }, { userId: null }])
    expect(await mails()).toHaveLength(1)
  })

  it('does not let anybody fill another’s mailbox, and does not say so', async () => {
    const { house, mails } = await forgetful()
    const answers = new Set<string>()
    for (let attempt = 0; attempt < 9; attempt++) {
      answers.add((await forgotPassword(visitor(house, `192.0.2.${attempt}`), { name: 'maya' })).sentence)
    }
    expect(answers.size).toBe(1)
    expect(await mails()).toHaveLength(4)
  })

  it('makes an address wait that asks for many', async () => {
    const { house } = await forgetful()
    for (let attempt = 0; attempt < 11; attempt++) await forgotPassword(visitor(house), { name: `name${attempt}` })
    expect(await refusal(forgotPassword(visitor(house), { name: 'maya' }))).toMatchObject({
      code: 'too_many_attempts',
    })
  })
})
