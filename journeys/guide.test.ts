import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkInMail, setPassword } from './admin-pages.ts'
import { shownAndThere, takePicture } from './guide-pictures.ts'
import { launchChromium } from './phone-pages.ts'
import { type RunningOffhook, startOffhook } from './running-offhook.ts'

// The tasks of docs/guide, carried out as it tells, with its pictures taken on the way.
describe('the guide for administrators', () => {
  let browser: Browser
  let offhook: RunningOffhook
  let page: Page
  let ids: Record<string, string>

  beforeAll(async () => {
    offhook = await startOffhook({ keep: true })
    browser = await launchChromium()
    const made = JSON.parse(await offhook.offhook('demo', '--json'))
    page = await newPage()
    await page.goto(`${offhook.url}/sign-in`)
    await page.getByRole('textbox', { name: /Username/ }).fill('dana.reyes')
    await page.getByRole('textbox', { name: 'Password' }).fill(made.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    const { items } = await answer('/users?limit=100')
    ids = Object.fromEntries(items.map((one: { firstName: string; id: string }) => [one.firstName, one.id]))
  })
  afterAll(async () => {
    await browser?.close()
    await offhook?.stop()
  })

  async function newPage(options = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-US',
      ...options,
    })
    context.setDefaultTimeout(15_000)
    return context.newPage()
  }

  const answer = (path: string) =>
    page.evaluate((address) => fetch(`/api/v1${address}`).then((response) => response.json()), path)
  const stored = (firstName: string) => answer(`/users/${ids[firstName]}`)
  const go = async (path: string) => {
    await page.goto(offhook.url + path)
    await page.locator('main').waitFor()
  }
  const panel = () => page.locator('section[role="dialog"]')
  const button = (name: string | RegExp) => panel().getByRole('button', { name, exact: true })
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor()
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  const row = (text: string) => page.getByRole('row').filter({ hasText: text })

  async function pick(label: string, option: string | RegExp, typed?: string): Promise<void> {
    const field = panel().getByRole('combobox', { name: label, exact: true })
    await (typed ? field.fill(typed) : field.click())
    await page.getByRole('option', { name: option }).click()
  }
  async function save(): Promise<void> {
    await button('Save').click()
    await said(/details are saved/)
    await panel().getByText('No unsaved changes.').waitFor()
  }

  it('onboards a person, from the form to the first sign-in', async () => {
    await go('/users')
    await page.getByRole('link', { name: 'Create user' }).click()
    const field = (name: string) => panel().getByRole('textbox', { name })
    await field('First name').fill('Elena')
    await field('Last name').fill('Rossi')
    await field('E-mail').fill('elena.rossi@northwind.example')
    await button('Continue to services and extensions').click()
    await panel().getByText('Elena will be called on').waitFor()
    await takePicture(page, 'guide/onboard-form', panel())
    await button('Save').click()
    await said('Elena Rossi is on the phone system')
    await takePicture(page, 'guide/onboard-created', panel().getByRole('alert'))

    const [elena] = (await answer('/users?query=elena')).items
    expect(elena).toMatchObject({
      state: 'active',
      license: { name: 'Standard' },
      extension: expect.stringMatching(/^10\d\d$/),
    })
    await go(`/users/${elena.id}?tab=readiness`)
    await said(/has not signed in/i)
    const link = await linkInMail(page, offhook, 'elena.rossi')
    await takePicture(page, 'guide/onboard-mail', panel())
    const elenas = await newPage({ permissions: ['microphone'] })
    await setPassword(elenas, link, 'a password of mine')
    await elenas.locator('[data-line="ready"]').waitFor()
    await go(`/users/${elena.id}?tab=readiness`)
    await said('Elena can call and be called.')
    await takePicture(page, 'users')
    ids.Elena = elena.id
  })

  it('sets where calls go, and shows beforehand what becomes of one', async () => {
    await go(`/users/${ids.Maya}?tab=forwarding`)
    await pick('When busy', 'Ring people or numbers')
    await pick('When busy: add a person or number', /Łukasz/, 'Łuk')
    await pick('When no phone is connected', 'Ring people or numbers')
    await pick('When no phone is connected: add a person or number', /Elena/, 'Elena')
    await panel().getByTestId('plan-sentence').getByText(/Elena/).waitFor()
    await panel().getByText('When busy', { exact: true }).scrollIntoViewIfNeeded()
    await takePicture(page, 'guide/change-forwarding', panel())
    const preview = panel().getByRole('region', { name: /^What happens if someone calls/ })
    await preview.getByText(/Elena/).first().waitFor()
    await preview.scrollIntoViewIfNeeded()
    await takePicture(page, 'guide/change-preview', preview)
    await save()
    expect((await stored('Maya')).services.forwarding.busy).toMatchObject({
      targets: [{ kind: 'user', userId: ids.Łukasz }],
    })
  })

  it('moves somebody to another site, and to another licence', async () => {
    await go(`/users/${ids.Kofi}`)
    await pick('Site', /HQ/)
    await panel().getByTestId('plan-sentence').getByText(/site/i).waitFor()
    await takePicture(page, 'guide/move-site', panel())
    await save()
    expect((await stored('Kofi')).site.name).toMatch(/^HQ/)

    await go(`/users/${ids.Reception}?tab=services`)
    await pick('Licence', /^Standard/)
    await panel().getByTestId('plan-sentence').getByText('Lobby → Standard').waitFor()
    await save()
    expect((await stored('Reception')).license.name).toBe('Standard')
  })

  it('moves a number, and swaps two in one step', async () => {
    await go(`/numbers/${encodeURIComponent('+14155550110')}?tab=move`)
    await pick('To', /Łukasz/, 'Łuk')
    await panel().getByText(/will/).first().waitFor()
    await takePicture(page, 'guide/move-number', panel())
    await button('Give').click()
    await expect.poll(async () => (await stored('Łukasz')).numbers).toMatchObject([{ e164: '+14155550110' }])

    await go(`/numbers/${encodeURIComponent('+14155550101')}?tab=swap`)
    await pick('With', /Noa/, '0103')
    await panel().getByText(/Noa/).first().waitFor()
    await takePicture(page, 'guide/swap-numbers', panel())
    await button('Swap').click()
    await expect.poll(async () => (await stored('Maya')).numbers).toMatchObject([{ e164: '+14155550103' }])
    expect((await stored('Noa')).numbers).toMatchObject([{ e164: '+14155550101' }])
  })

  it('changes many at once, takes it back and does it again', async () => {
    await go('/users?department=Sales')
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
    await takePicture(
      page,
      'guide/many-select',
      page.getByRole('link', { name: 'Create user' }),
      heading('Users'),
      page.getByRole('button', { name: 'Clear' }),
    )
    await page.getByRole('button', { name: /^Edit, suspend or delete/ }).click()
    await page.getByRole('checkbox', { name: 'Department' }).click()
    await page.getByRole('textbox', { name: 'Department' }).fill('Front of house')
    await page.getByRole('checkbox', { name: 'Call waiting' }).click()
    await page.getByRole('radio', { name: 'Off' }).first().click()
    await takePicture(
      page,
      'guide/many-fields',
      heading(/^Edit/),
      page.getByRole('button', { name: 'Review the plan' }),
    )
    await page.getByRole('button', { name: 'Review the plan' }).click()
    await said(/^\d+ of \d+ users will change/)
    await takePicture(page, 'guide/many-plan', heading(/^Edit/), page.getByRole('button', { name: /^Change/ }))
    await page.getByRole('button', { name: /^Change \d+ users$/ }).click()
    await said(/^\d+ were changed/)
    expect(await stored('Maya')).toMatchObject({
      department: 'Front of house',
      services: { calls: { callWaiting: false } },
    })

    await go('/activity')
    await takePicture(page, 'guide/undo-activity', heading('Activity'), page.getByRole('table'))
    await page.getByRole('button', { name: /^Undo: Dana Reyes changed the department/ }).click()
    const question = page.getByRole('dialog', { name: 'Take this back?' })
    await question.getByText(/changes will be taken back/).waitFor()
    await takePicture(page, 'guide/undo-preview', question)
    await question.getByRole('button', { name: 'Undo' }).click()
    await said(/changes were taken back/)
    expect(await stored('Maya')).toMatchObject({ department: 'Sales', services: { calls: { callWaiting: true } } })
    await page
      .getByRole('button', { name: /^Redo: Dana Reyes took back/ })
      .first()
      .click()
    const again = page.getByRole('dialog', { name: 'Do this again?' })
    await again.getByRole('button', { name: 'Redo' }).click()
    await said('Undone, then done again')
    expect(await stored('Maya')).toMatchObject({ department: 'Front of house' })
  })

  it('names what is left alone when a change is taken back', async () => {
    await go(`/users/${ids.Maya}`)
    await button(/Show more/).click()
    await panel().getByRole('textbox', { name: 'Department' }).fill('Roastery')
    await save()
    await go('/activity')
    await page.getByRole('button', { name: /^Undo: Dana Reyes did again/ }).click()
    const question = page.getByRole('dialog', { name: 'Take this back?' })
    await question.getByText('Left alone:').waitFor()
    await takePicture(page, 'guide/undo-left-alone', question)
    await question.getByRole('button', { name: 'Undo' }).click()
    await said(/Left alone: /)
    expect((await stored('Maya')).department).toBe('Roastery')
  })

  it('lets somebody leave to a successor, and brings them back', async () => {
    await go(`/users/${ids.Łukasz}`)
    await page.getByRole('link', { name: 'Offboard' }).click()
    await pick('Successor', /Chloé/, 'Chlo')
    await panel()
      .getByText(/^For 14 days, calls to .* ring Chloé/)
      .waitFor()
    await takePicture(page, 'guide/offboard-now', panel())
    await button('Let Łukasz leave now').click()
    await said('Łukasz Żółć has left.')
    expect((await stored('Maya')).services.forwarding.busy).toMatchObject({ targets: [{ userId: ids.Chloé }] })

    await go('/users/recycle-bin')
    await row('Łukasz').getByText('30 days').waitFor()
    await row('Łukasz').getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Restore' }).click()
    const question = page.getByRole('dialog', { name: 'Restore Łukasz Żółć?' })
    await question.getByText(/2001/).waitFor()
    await takePicture(page, 'guide/offboard-restore', question)
    await question.getByRole('button', { name: 'Restore' }).click()
    await said('Łukasz Żółć is back.')
    expect(await stored('Łukasz')).toMatchObject({ state: 'active', extension: '2001' })
    expect((await stored('Maya')).services.forwarding.busy).toMatchObject({ targets: [{ userId: ids.Chloé }] })
  })

  it('plans a leaving, and forgets it when the person stays', async () => {
    await go(`/users/${ids.Seán}/offboard`)
    await panel().getByRole('radio', { name: 'At a time' }).click()
    await panel().getByLabel('Day and time').fill('2031-01-31T17:00')
    await button(/^Plan it for/).click()
    await said(/^Seán .* leaves/)
    await go('/users')
    const note = page.getByRole('alert').filter({ hasText: 'One person is to leave' })
    await takePicture(page, 'guide/offboard-planned', page.locator('main').getByRole('heading').first(), note)
    await note.getByRole('link').click()
    await button('Seán stays').click()
    await said(/^Seán .* stays\.$/)
    expect((await answer('/leavings')).items).toEqual([])
  })

  it('applies a profile again to those who have it', async () => {
    await go('/profiles')
    await page.getByRole('row').filter({ hasText: 'Standard' }).getByRole('link').click()
    await panel().getByRole('checkbox', { name: 'Calling plan' }).click()
    await panel().getByRole('radio', { name: 'Emergency numbers only' }).click()
    await panel().getByRole('switch', { name: 'Lock external calling' }).press('Space')
    await panel().getByRole('heading', { name: 'External calling' }).scrollIntoViewIfNeeded()
    await takePicture(page, 'guide/profile-fields', panel())
    await button('Save').click()
    await said('Standard is saved.')
    await said(/users will change/)
    await takePicture(page, 'guide/profile-apply', panel().getByRole('heading').first(), row('Łukasz Żółć'))
    await button(/^Change \d+ users$/).click()
    await said(/^Standard is applied/)
    expect((await stored('Maya')).services.calling.plan).toBe('emergencyOnly')
  })

  it('shows pictures that are there, and keeps none that it does not show', async () => {
    const { shown, there } = await shownAndThere()
    expect(shown).toEqual(there)
  })
})
