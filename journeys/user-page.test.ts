import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './phone-pages.ts'
import { type RunningOffhook, startOffhook } from './running-offhook.ts'

describe('the page of a user', () => {
  let browser: Browser
  let offhook: RunningOffhook
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
  let ids: Record<string, string>

  beforeAll(async () => {
    offhook = await startOffhook({ keep: true })
    browser = await launchChromium()
    const made = JSON.parse(await offhook.offhook('demo', '--json'))
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${offhook.url}/sign-in`)
    await page.getByRole('textbox', { name: /Username/ }).fill('dana.reyes')
    await page.getByRole('textbox', { name: 'Password' }).fill(made.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    signedIn = await page.context().storageState()
    const list = await page.evaluate(() => fetch('/api/v1/users?limit=100').then((response) => response.json()))
    ids = Object.fromEntries(list.items.map((one: { firstName: string; id: string }) => [one.firstName, one.id]))
  })
  afterAll(async () => {
    await browser?.close()
    await offhook?.stop()
  })

  /** Opens somebody's page, in a browser of its own unless a page is given. */
  async function open(firstName: string, tab = 'basic', size = { width: 1440, height: 900 }): Promise<Page> {
    const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', storageState: signedIn })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto(`${offhook.url}/users/${ids[firstName]}?tab=${tab}`)
    await page.getByRole('heading', { name: 'History' }).waitFor()
    return page
  }

  const panelOf = (page: Page) => page.locator('section[role="dialog"]')
  async function save(page: Page): Promise<void> {
    await panelOf(page).getByRole('button', { name: 'Save', exact: true }).click()
    await page
      .getByText(/details are saved|can now be called on/)
      .first()
      .waitFor()
    await panelOf(page).getByText('No unsaved changes.').waitFor()
  }
  async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
    await panelOf(page).getByRole('combobox', { name: label, exact: true }).click()
    await page.getByRole('option', { name: option }).click()
  }
  const stored = (page: Page, name: string) =>
    page.evaluate((id) => fetch(`/api/v1/users/${id}`).then((response) => response.json()), ids[name])

  it('sets each section with one save, shows it after a reload, and takes it back from the history', async () => {
    const page = await open('Maya')
    const panel = panelOf(page)
    const before = await stored(page, 'Maya')
    await panel.getByRole('button', { name: /Show more/ }).click()
    await panel.getByRole('textbox', { name: 'Department' }).fill('Roastery')
    await panel.getByRole('combobox', { name: 'Add a number' }).click()
    await page.getByRole('option', { name: /^\+/ }).first().click()
    await panel
      .getByRole('button', { name: /^Make .* primary$/ })
      .last()
      .click()
    await panel.getByRole('switch', { name: 'Call waiting' }).press('Space')
    await panel.getByRole('textbox', { name: 'Name shown to colleagues' }).fill('Maya (Roastery)')
    await pick(page, 'When busy', 'Ring people or numbers')
    await panel.getByRole('combobox', { name: 'When busy: add a person or number' }).fill('Łuk')
    await page.getByRole('option', { name: /Łukasz/ }).click()
    await panel.getByRole('button', { name: 'Add a caller' }).click()
    await panel.getByRole('textbox', { name: 'Blocked caller 1: Number or extension' }).fill('+44 20 7946 0999')
    await panel.getByText('Emergency numbers only', { exact: true }).click()
    await panel.getByText('An address of their own').click()
    await panel.getByText('Not complete: street and city are needed').waitFor()
    await panel.getByRole('textbox', { name: 'Street and number' }).fill('5 Pier')
    await panel.getByRole('textbox', { name: 'City' }).fill('Oakland')
    await panel.getByText('Complete: street, city and country are there').waitFor()
    await panel.getByRole('checkbox', { name: 'Desktop' }).uncheck()
    await panel.getByText('People of their own site').click()
    await panel
      .getByTestId('plan-sentence')
      .getByText(/^Changes .*call waiting.*\./)
      .waitFor()
    await save(page)

    await page.reload()
    await panel.getByText('Maya (Roastery)').or(panel.locator('input[value="Maya (Roastery)"]')).first().waitFor()
    const after = await stored(page, 'Maya')
    expect(after).toMatchObject({
      department: 'Roastery',
      services: {
        calls: { callWaiting: false },
        callerId: { internalName: 'Maya (Roastery)' },
        forwarding: {
          busy: { kind: 'ring', targets: [{ kind: 'user', userId: ids.Łukasz }] },
          blockedCallers: [{ kind: 'number', number: '+442079460999' }],
        },
        calling: { plan: 'emergencyOnly' },
        directory: { sees: 'site' },
      },
      emergencyAddress: { line1: '5 Pier', city: 'Oakland' },
      devices: ['web', 'mobile'],
    })
    expect(after.numbers.length).toBe(before.numbers.length + 1)
    expect(after.numbers[0]).not.toEqual(before.numbers[0])

    const newest = panel.locator('[data-history]').first()
    await newest.getByText('Forwarding when busy: off → rings Łukasz Żółć for 20 s').waitFor()
    await newest.getByRole('button', { name: /^Undo/ }).click()
    await page.getByRole('dialog', { name: 'Take this back?' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    await expect.poll(async () => (await stored(page, 'Maya')).services).toEqual(before.services)
    await expect.poll(() => panel.getByRole('textbox', { name: 'Name shown to colleagues' }).inputValue()).toBe('')
    await page.context().close()
  })

  it('moves to the wrong field, wherever it stands, and opens what hides it', async () => {
    const page = await open('Ingrid')
    const panel = panelOf(page)
    await panel.getByRole('button', { name: 'Add a rule' }).click()
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('Nights')
    await panel.getByRole('button', { name: 'Close Nights' }).click()
    await panel.getByRole('textbox', { name: 'First name' }).focus()
    await page.keyboard.press('Enter')
    await panel.getByText('Name at least one person or number.').first().waitFor()
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field'))
    await expect.poll(focused).toMatch(/^services\.forwarding\.rules\.0\.to/)
    await expect
      .poll(() => panel.getByRole('combobox', { name: 'Then: add a person or number' }).isVisible())
      .toBe(true)
    await page.context().close()
  })

  it('names both values when two change the same field, and merges what is different', async () => {
    const mine = await open('Kofi')
    const theirs = await open('Kofi')
    const field = (page: Page, name: string) => panelOf(page).getByRole('textbox', { name })
    await field(mine, 'First name').fill('Kofi A.')
    await field(mine, 'E-mail').fill('kofi.a@northwind.example')
    await field(theirs, 'E-mail').fill('kofi.b@northwind.example')
    await field(theirs, 'Name shown outside').fill('Kofi B')
    await save(theirs)
    const conflict = panelOf(mine).getByRole('alert').filter({ hasText: 'while you were editing' })
    await conflict.getByText('you kofi.a@northwind.example, Dana Reyes saved kofi.b@northwind.example').waitFor()
    expect(await conflict.getByRole('button', { name: 'Keep mine' }).count()).toBe(1)
    await conflict.getByRole('button', { name: 'Take theirs' }).click()
    await conflict.waitFor({ state: 'detached' })
    await expect.poll(() => field(mine, 'Name shown outside').inputValue()).toBe('Kofi B')
    await save(mine)
    expect(await stored(mine, 'Kofi')).toMatchObject({
      firstName: 'Kofi A.',
      email: 'kofi.b@northwind.example',
      services: { callerId: { name: 'Kofi B' } },
    })
    // Who has typed nothing just sees it.
    await expect.poll(() => field(theirs, 'First name').inputValue()).toBe('Kofi A.')
    await mine.context().close()
    await theirs.context().close()
  })

  it('keeps unsaved changes over a reload, offers them again, and asks before they are lost', async () => {
    const page = await open('Zoë', 'forwarding')
    const panel = panelOf(page)
    page.on('dialog', (dialog) => void dialog.accept())
    await panel.getByRole('switch', { name: 'Do not disturb' }).press('Space')
    await panel.getByText(/^Changes do not disturb \(off → on\)\.$/).waitFor()
    await page.reload()
    await panel.getByText(/You have unsaved changes from/).waitFor()
    expect(await panel.getByRole('switch', { name: 'Do not disturb' }).isChecked()).toBe(false)
    await panel.getByRole('button', { name: 'Continue' }).click()
    expect(await panel.getByRole('switch', { name: 'Do not disturb' }).isChecked()).toBe(true)
    await page.getByRole('link', { name: 'Numbers', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Discard it' }).click()
    await page.getByRole('heading', { name: 'Numbers', exact: true }).waitFor()
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('unsaved')))).toEqual([])
    await page.context().close()
  })

  it('orders rules by keyboard alone, and says at once what a call would meet', async () => {
    const page = await open('José', 'forwarding', { width: 390, height: 844 })
    const panel = panelOf(page)
    const add = async (name: string, steps: number) => {
      await panel.getByRole('button', { name: 'Add a rule' }).focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-rule-name'))).toBe(true)
      await page.keyboard.type(name)
      await panel.getByRole('combobox', { name: 'Then' }).last().focus()
      await page.keyboard.press('ArrowDown')
      await page.getByRole('listbox', { name: 'Then' }).getByRole('option').first().waitFor()
      for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await panel.getByRole('button', { name: `Close ${name}` }).focus()
      await page.keyboard.press('Enter')
    }
    await add('Silence', 1)
    await add('Own phones', 2)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    const path = panel.getByRole('list', { name: 'Path of the call' })
    await path.getByText('“Silence”').first().waitFor()
    await panel.getByRole('button', { name: /^Move Silence, 1 of 2/ }).focus()
    await page.keyboard.press('ArrowDown')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^Move Silence, 2 of 2/)
    await panel.getByText('Silence is now 2 of 2.').waitFor({ state: 'attached' })
    await path.getByText('“Own phones”').first().waitFor()
    await page.keyboard.press('ControlOrMeta+s')
    await page
      .getByText(/details are saved/)
      .first()
      .waitFor()
    const { rules } = (await stored(page, 'José')).services.forwarding
    expect(rules.map((rule: { name: string }) => rule.name)).toEqual(['Own phones', 'Silence'])
    await page.context().close()
  })

  it('shows what the licence does not include locked, with the licence that does', async () => {
    const page = await open('Reception', 'calling')
    const panel = panelOf(page)
    expect(await panel.getByRole('radio', { name: /^International/ }).isDisabled()).toBe(true)
    await panel.getByText('International calls come with Standard.').waitFor()
    await panel.getByRole('button', { name: 'Use Standard' }).last().click()
    expect(await panel.getByRole('radio', { name: /^International/ }).isDisabled()).toBe(false)
    await panel.getByText(/^Changes licence \(Lobby → Standard\)/).waitFor()
    await page.context().close()
  })
})
