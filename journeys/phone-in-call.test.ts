import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimNumber, createPerson, linkInMail, setPassword, setUpCompany } from './admin-pages.ts'
import { launchChromium, openPhone, type PhonePage, phonePage } from './phone-pages.ts'
import { type RunningOffhook, startOffhook } from './running-offhook.ts'

const password = 'a password of mine'

describe('two people on the web phone', () => {
  let offhook: RunningOffhook
  let browser: Browser
  let mayas: string
  let lukaszs: string
  let maya: PhonePage
  let lukasz: PhonePage

  beforeAll(async () => {
    offhook = await startOffhook({ keep: true })
    browser = await launchChromium()
    const admin = await (await browser.newContext()).newPage()
    await setUpCompany(admin, offhook)
    await offhook.offhook('operator', 'numbers', 'load', '--country', 'US', '+12125550150-+12125550159')
    await claimNumber(admin, offhook, '+1 212 555 0157')
    const person = async (firstName: string, lastName: string, email: string) => {
      const extension = await createPerson(admin, offhook, { firstName, lastName, email })
      const context = await browser.newContext()
      const page = await context.newPage()
      await setPassword(page, await linkInMail(admin, offhook, email), password)
      await page.waitForURL(`${offhook.url}/phone`)
      await page.close()
      return { extension, phone: await openPhone(context, offhook.url) }
    }
    ;({ extension: mayas, phone: maya } = await person('Maya', 'Ortiz', 'maya@acme.example'))
    ;({ extension: lukaszs, phone: lukasz } = await person('Łukasz', 'Żółć', 'lukasz@acme.example'))
    await Promise.all([maya.ready(), lukasz.ready()])
  }, 180_000)

  afterAll(async () => {
    await browser?.close()
    await offhook?.stop()
  })

  const bothIdle = () => Promise.all([maya.idle(), lukasz.idle()])

  it('are silent to each other while muted or held, and heard again after', async () => {
    await maya.dial(lukaszs)
    await lukasz.answer('Maya Ortiz')
    await Promise.all([maya.inPhase('connected'), lukasz.inPhase('connected')])

    await maya.press('Mute')
    await maya.page.waitForTimeout(500)
    expect((await lukasz.soundDuring(1500)).energyHeard).toBeLessThan(0.001)
    await maya.press('Mute')

    await lukasz.press('Hold')
    await maya.says('They put you on hold')
    await maya.page.waitForTimeout(500)
    expect((await maya.soundDuring(1500)).energyHeard).toBeLessThan(0.001)
    await lukasz.press('Resume')
    await maya.inPhase('connected')
    const [mayaHears, lukaszHears] = await Promise.all([maya.soundDuring(2500), lukasz.soundDuring(2500)])
    expect(Math.min(mayaHears.energyHeard, lukaszHears.energyHeard)).toBeGreaterThan(0.01)

    await maya.press('Hang up')
    await lukasz.says('They hung up')
    await bothIdle()
  })

  it('send digits in the sound (RFC 4733)', async () => {
    await maya.dial(lukaszs)
    await lukasz.answer()
    await maya.inPhase('connected')
    const sent = maya.page.evaluate(tonesOfNewestCall)
    await maya.press('Keypad')
    await maya.page.keyboard.type('12#')
    expect(await sent).toBe('12#')
    await maya.press('Hang up')
    await bothIdle()
  })

  it('decline, give up, and dial what nobody has: each end says why', async () => {
    await maya.dial(lukaszs)
    await lukasz.decline()
    await maya.says('Łukasz Żółć declined the call.')
    await maya.idle()

    await maya.dial(lukaszs)
    await lukasz.page.getByRole('alertdialog').waitFor()
    await maya.press('Cancel')
    await lukasz.says('Missed call.')
    await bothIdle()
    await lukasz.page.getByRole('img', { name: '1 missed' }).filter({ visible: true }).waitFor()

    await maya.dial('1998')
    await maya.says('Nobody here has the number 1998.')
    await maya.page.getByRole('button', { name: 'Close' }).click()
    await maya.idle()
  })

  it('answer with the keyboard alone, but not by what was typed as it began to ring', async () => {
    await lukasz.page.getByRole('textbox', { name: 'Name or number' }).fill(mayas)
    await lukasz.page.keyboard.press('Enter')
    const ringing = maya.page.getByRole('alertdialog')
    await ringing.waitFor()
    await maya.page.keyboard.press('Enter')
    await lukasz.page.waitForTimeout(300)
    expect(await ringing.count()).toBe(1)
    await maya.page.waitForTimeout(700)
    await maya.page.keyboard.press('Enter')
    await lukasz.inPhase('connected')
    expect(await maya.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Hang up')
    await maya.page.keyboard.press('Enter')
    await bothIdle()
  })

  it('ring in one window at a time, and the other can take over', async () => {
    const second = phonePage(await maya.page.context().newPage())
    await second.page.goto(`${offhook.url}/phone`)
    await second.says('Your phone is open in another window')
    await second.page.getByRole('button', { name: 'Use it here' }).click()
    await second.ready()
    await maya.says('Your phone is open in another window')
    await second.page.close()
    await maya.ready()
  })

  it('hear what to do when there is no microphone, while the call rings on', async () => {
    const deaf = await launchChromium(['--no-sandbox', '--disable-gpu'])
    try {
      const context = await deaf.newContext({ storageState: await maya.page.context().storageState() })
      await maya.page.close()
      const phone = await openPhone(context, offhook.url)
      await phone.ready()
      await lukasz.dial(mayas)
      await phone.answer('Łukasz Żółć')
      await phone.page.getByRole('alertdialog').getByText('No microphone was found.').waitFor()
      expect(await lukasz.page.locator('[data-phase="ringingOut"]').count()).toBe(1)
      await phone.decline()
      await lukasz.says('Maya Ortiz declined the call.')
    } finally {
      await deaf.close()
    }
  })
})

/** Runs in the page: gathers the tones that the newest call sends until three are out. */
function tonesOfNewestCall(): Promise<string> {
  const kept: RTCPeerConnection[] = Reflect.get(window, '__connections')
  const sender = kept.at(-1)?.getSenders()[0]?.dtmf
  return new Promise((done) => {
    let sent = ''
    sender?.addEventListener('tonechange', ({ tone }) => {
      sent += tone
      if (sent.length === 3) done(sent)
    })
  })
}
