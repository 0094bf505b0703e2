import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { linkInMail, setPassword } from './admin-pages.ts'
import { launchChromium, openPhone, phonePage, rememberConnections } from './phone-pages.ts'
import { type RunningOffhook, startOffhook } from './running-offhook.ts'

interface Listed {
  readonly id: string
  readonly firstName: string
  readonly extension: string
}

/** The administrator of the sample company, signed in. */
async function signIn(page: Page, offhook: RunningOffhook, password: string): Promise<void> {
  await page.goto(`${offhook.url}/sign-in`)
  await page.getByRole('textbox', { name: /Username/ }).fill('dana.reyes')
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}

it('lets somebody leave with a successor, whose phone rings for them, and takes it back', async () => {
  const offhook = await startOffhook()
  const browser = await launchChromium()
  try {
    const made = JSON.parse(await offhook.offhook('demo', '--json'))
    const context = await browser.newContext({ permissions: ['microphone'], reducedMotion: 'reduce' })
    await context.addInitScript(rememberConnections)
    const admin = await context.newPage()
    await signIn(admin, offhook, made.password)
    const people: Listed[] = await admin.evaluate(() =>
      fetch('/api/v1/users?limit=100').then(async (response) => (await response.json()).items),
    )
    const person = (firstName: string) => people.find((one) => one.firstName === firstName)
    const [maya, lukasz] = [person('Maya'), person('Łukasz')]
    const sent = (id = '') => fetch(`/api/v1/users/${id}/welcome`, { method: 'POST' }).then(({ ok }) => ok)
    expect(await admin.evaluate(sent, lukasz?.id)).toBe(true)
    const colleague = await (await browser.newContext({ permissions: ['microphone'] })).newPage()
    await setPassword(colleague, await linkInMail(admin, offhook, 'person2'), 'a password of mine')
    const caller = phonePage(colleague)
    const successor = await openPhone(context, offhook.url)
    await Promise.all([caller.ready(), successor.ready()])

    await admin.goto(`${offhook.url}/users/${maya?.id}`)
    await admin.getByRole('link', { name: 'Offboard' }).click()
    const panel = admin.getByRole('dialog', { name: 'Maya Ortiz leaves' })
    // By keyboard: the field, the first one found, and what is said about it.
    await panel.getByRole('combobox', { name: 'Successor' }).focus()
    await admin.keyboard.type('dana')
    await admin.getByRole('option', { name: /Dana Reyes/ }).waitFor()
    await admin.keyboard.press('ArrowDown')
    await admin.keyboard.press('Enter')
    await panel.getByText(/^For 14 days, calls to \d+.* ring Dana Reyes\.$/).waitFor()
    await panel.getByRole('button', { name: 'Let Maya leave now' }).click()
    await admin.getByText('Maya Ortiz has left.').waitFor()

    await caller.dial(maya?.extension ?? '')
    await successor.answer('Łukasz Żółć')
    await caller.inPhase('connected')
    await caller.press('Hang up')

    await admin.goto(`${offhook.url}/users/recycle-bin`)
    await admin.getByRole('row').filter({ hasText: 'Maya Ortiz' }).getByText('30 days').waitFor()
    await admin.goto(`${offhook.url}/activity`)
    await admin.getByText('offboarded Maya Ortiz').first().click()
    const change = admin.getByRole('dialog', { name: /offboarded/ })
    await change.getByRole('button', { name: /^Undo: / }).click()
    await admin.getByRole('dialog', { name: 'Take this back?' }).getByRole('button', { name: 'Undo' }).click()
    await admin
      .getByText(/taken back|is undone|Undone|took back/i)
      .first()
      .waitFor()
    await admin.goto(`${offhook.url}/users?q=maya`)
    await admin
      .getByRole('row')
      .filter({ hasText: maya?.extension ?? '' })
      .waitFor()
    const back = await admin.evaluate(
      (id) => fetch(`/api/v1/users/${id}`).then((response) => response.json()),
      maya?.id,
    )
    expect(back).toMatchObject({ state: 'active', extension: maya?.extension })
  } finally {
    await browser.close()
  }
})
