import { expect, it } from 'vitest'
import { claimNumber, createPerson, linkInMail, setPassword, setUpCompany } from './admin-pages.ts'
import { launchChromium, phonePage, rememberConnections } from './phone-pages.ts'
import { startOffhook } from './running-offhook.ts'

it('takes a newcomer from an empty data folder to two people who hear each other', async () => {
  const offhook = await startOffhook()
  const browser = await launchChromium()
  try {
    const admin = await (await browser.newContext()).newPage()
    await setUpCompany(admin, offhook)
    await offhook.offhook('operator', 'numbers', 'load', '--country', 'US', '+12125550150-+12125550159')
    await claimNumber(admin, offhook, '+1 212 555 0157')
    const mayas = await createPerson(admin, offhook, {
      firstName: 'Maya',
      lastName: 'Ortiz',
      email: 'maya@acme.example',
    })
    const lukaszs = await createPerson(admin, offhook, {
      firstName: 'Łukasz',
      lastName: 'Żółć',
      email: 'lukasz@acme.example',
    })
    expect(lukaszs).not.toBe(mayas)

    const open = async (email: string) => {
      const context = await browser.newContext({ permissions: ['microphone'] })
      await context.addInitScript(rememberConnections)
      const page = await context.newPage()
      await setPassword(page, await linkInMail(admin, offhook, email), 'a password of mine')
      await page.waitForURL(`${offhook.url}/phone`)
      return phonePage(page)
    }
    const maya = await open('maya@acme.example')
    const lukasz = await open('lukasz@acme.example')
    await Promise.all([maya.ready(), lukasz.ready()])

    await maya.dial(lukaszs)
    await lukasz.answer('Maya Ortiz')
    await Promise.all([maya.inPhase('connected'), lukasz.inPhase('connected')])
    for (const side of await Promise.all([maya.soundDuring(3000), lukasz.soundDuring(3000)])) {
      expect(side.bytesReceived).toBeGreaterThan(1000)
      expect(side.bytesSent).toBeGreaterThan(1000)
      expect(side.energyHeard).toBeGreaterThan(0)
    }
    await maya.press('Hang up')
    await Promise.all([maya.idle(), lukasz.idle()])

    await maya.says('Łukasz Żółć')
    await lukasz.says('Maya Ortiz')
    await admin.goto(`${offhook.url}/calls`)
    const row = admin.getByRole('row').filter({ hasText: 'Maya Ortiz' }).filter({ hasText: 'Łukasz Żółć' })
    await row.waitFor()
  } finally {
    await browser.close()
  }
})
