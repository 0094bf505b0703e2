import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { BaresipPhone } from '../calling/testing/baresip-phone.ts'
import { startSipp } from '../calling/testing/sipp.ts'
import { createPerson, linkInMail, setPassword, setUpCompany } from './admin-pages.ts'
import { launchChromium, phonePage } from './phone-pages.ts'
import { freePort, type RunningOffhook, startOffhook } from './running-offhook.ts'

interface Shown {
  readonly server: string
  readonly username: string
  readonly password: string
}

/** Adds a SIP phone on the user's page and reads what the console shows once. */
async function addSipPhone(admin: Page, offhook: RunningOffhook, name: string): Promise<Shown> {
  await admin.goto(`${offhook.url}/users`)
  await admin.getByRole('link', { name }).first().click()
  await admin.getByRole('button', { name: 'Add SIP phone' }).click()
  await admin.getByRole('dialog', { name: /Add/ }).getByRole('button', { name: 'Add' }).click()
  const card = admin.getByRole('region', { name: 'Enter this into the phone now' })
  const shown = (label: string) => card.getByTestId(`copy-${label}`).evaluate((node) => node.textContent ?? '')
  return { server: await shown('server'), username: await shown('username'), password: await shown('password') }
}

async function companyOfTwo() {
  const offhook = await startOffhook()
  const browser = await launchChromium()
  onTestFinished(() => browser.close())
  const admin = await (await browser.newContext()).newPage()
  await setUpCompany(admin, offhook)
  const maya = await createPerson(admin, offhook, { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example' })
  const li = await createPerson(admin, offhook, { firstName: '小龍', lastName: '李', email: 'li@acme.example' })
  return { offhook, browser, admin, maya, li }
}

it('two baresip phones, with what the console shows, call each other over UDP and TCP and hear each other', async () => {
  const { offhook, browser, admin, maya, li } = await companyOfTwo()
  const started: BaresipPhone[] = []
  const phone = async (shown: Shown, transport: 'udp' | 'tcp', toneHertz: number) => {
    const one = await BaresipPhone.start({ ...shown, transport, toneHertz, answers: 'by hand' })
    started.push(one)
    return one
  }
  try {
    const mayas = await phone(await addSipPhone(admin, offhook, 'Maya Ortiz'), 'udp', 440)
    const lis = await phone(await addSipPhone(admin, offhook, '小龍 李'), 'tcp', 1000)
    mayas.dial(`sip:${li}@127.0.0.1`)
    const seen = await lis.event('CALL_INCOMING')
    expect(seen.peeruri).toContain(`sip:${maya}@`)
    lis.answer()
    await Promise.all([mayas.hears(1000), lis.hears(440)])
    mayas.hangUp()
    await lis.event('CALL_CLOSED')

    // In a fork, a web phone that cannot take the call does not stop the desk phone from ringing.
    const context = await browser.newContext({ permissions: ['microphone'] })
    const page = await context.newPage()
    await setPassword(page, await linkInMail(admin, offhook, 'li@acme.example'), 'a password of mine')
    const web = phonePage(page)
    await web.ready()
    mayas.dial(`sip:${li}@127.0.0.1`)
    await lis.event('CALL_INCOMING')
    await web.answer('Maya Ortiz')
    await web.says(/cannot/i)
    lis.answer()
    await mayas.event('CALL_ESTABLISHED')
    mayas.hangUp()
  } finally {
    await Promise.all(started.map((one) => one.stop()))
  }
})

describe('sipp, with credentials from the API', () => {
  let offhook: RunningOffhook
  let caller: Created
  let callee: Created
  beforeAll(async () => {
    offhook = await startOffhook({ keep: true })
    const company = ['--company', 'Acme', '--country', 'US', '--site', 'HQ', '--admin-email', 'a@acme.example']
    const { apiToken } = JSON.parse(await offhook.offhook('init', ...company, '--json'))
    caller = await createWithSipPhone(offhook, apiToken, 'caller')
    callee = await createWithSipPhone(offhook, apiToken, 'callee')
  })
  afterAll(() => offhook?.stop())

  it.each(['udp', 'tcp'] as const)('registers and calls over %s', async (transport) => {
    const localPort = await freePort()
    const one = { target: `127.0.0.1:${offhook.sipPort}`, transport, calls: 1, ratePerSecond: 1 }
    const register = async (phone: Shown, over: object) => {
      const lines = [[phone.username, authentication(phone), '300']]
      const run = await startSipp({ ...one, ...over, scenario: 'register', lines })
      expect(await run.done).toMatchObject({ exitCode: 0, successful: 1 })
    }
    await register(caller, {})
    // The one that answers is another run of sipp, and a TCP registration ends with the run that made it.
    await register(callee, { transport: 'udp', localPort })
    const answering = await startSipp({ ...one, transport: 'udp', scenario: 'callee', localPort, lines: [['unused']] })
    const lines = [[caller.username, authentication(caller), callee.extension]]
    const calling = await startSipp({ ...one, scenario: 'caller', lines })
    expect(await calling.done).toMatchObject({ exitCode: 0, successful: 1 })
    expect(await answering.done).toMatchObject({ exitCode: 0 })
  })
})

interface Created extends Shown {
  readonly extension: string
}

async function createWithSipPhone(offhook: RunningOffhook, apiToken: string, firstName: string): Promise<Created> {
  const person = { firstName, lastName: 'Phone', email: `${firstName}@acme.example`, site: 'HQ', license: 'Standard' }
  const response = await fetch(`${offhook.url}/api/v1/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, extension: 'auto', devices: ['desk'] }),
  })
  expect(response.status).toBe(201)
  const { user, credentials } = await response.json()
  return { extension: user.extension, ...credentials[0] }
}

function authentication({ username, password }: Shown): string {
  return `[authentication username=${username} password=${password}]`
}
