import { expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { addCompany, houseOfThisFile, type TestCompany } from '../../tests/kit/house.ts'
import { callingDirectory } from '../calling/directory.ts'
import { changeUsers } from '../changes/change-users.ts'
import { telling } from '../events/telling.ts'
import { doJobs } from '../signin/test-house.fixture.ts'
import { updateSite } from '../sites/update-site.ts'
import { emergencyMailJobs } from './emergency-mail.ts'
import { markAccepted } from './mail-store.ts'

const house = houseOfThisFile()
const contacts = ['desk@acme.example', 'guard@acme.example']

async function withCaller(): Promise<{ company: TestCompany; callerUserId: string }> {
  const company = await addCompany(house())
  await updateSite(company.ctx, company.siteId, { emergencyContacts: contacts, language: 'de-DE' }, null)
  const spec = {
    firstName: 'Maya',
    lastName: 'Ortiz',
    email: 'maya@acme.example',
    site: 'HQ',
    license: 'Standard',
    extension: '1042',
  }
  const userId = newId()
  await changeUsers(company.ctx, [{ userId, isNew: true, spec, expectedVersion: null }])
  return { company, callerUserId: userId }
}

function inbox({ tenantId }: TestCompany) {
  return house()
    .owner.selectFrom('mail')
    .select(['to_address', 'state', 'inbox_subject', 'inbox_text'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'emergencyCall')
    .orderBy('to_address')
    .execute()
}

it('tells every emergency contact of the site once of a call for help, also when it cannot be carried', async () => {
  const { company, callerUserId } = await withCaller()
  const directory = callingDirectory(house())
  const call = (dialed: string) => ({
    id: newId(),
    tenantId: company.tenantId,
    sipCallId: newId(),
    callerUserId,
    calleeUserId: null,
    dialed,
    isAnonymous: false,
    startedAt: new Date('2026-11-22T17:00:00Z'),
    answeredAt: null,
    endedAt: null,
    outcome: null,
  })
  const help = call('9-1-1')
  await Promise.all([directory.saveCall(help), directory.saveCall(call('1042')), directory.saveCall(call('999'))])
  await directory.saveCall({ ...help, endedAt: new Date(), outcome: 'unreachable' })
  // Whoever sets a password meanwhile has answered their own mails, not this one.
  await telling(house(), company.tenantId, (tx) => markAccepted(tx, callerUserId))
  await doJobs(house(), emergencyMailJobs(house(), null))
  const mails = await inbox(company)
  expect(mails.map(({ to_address, state }) => [to_address, state])).toEqual(contacts.map((to) => [to, 'sent']))
  expect(mails[0]?.inbox_subject).toBe('Notruf: Maya Ortiz hat in HQ die 9-1-1 gewählt')
  expect(mails[0]?.inbox_text).toMatch(/Hilfe kommt nach: 1 Main Street, Springfield, US\n {2}Erreichbar unter: 1042/)
})
