import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './phone-pages.ts'
import { type RunningOffhook, startOffhook } from './running-offhook.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
/** What other colours can change. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
const wide = { width: 1440, height: 900 }

const publicPages = ['/sign-in', '/t/northwind-coffee', '/forgot', '/welcome', '/api']
const pages = [
  '/',
  '/users',
  '/users?q=ma',
  '/users?standing=needsAttention&department=!none&columns=name,role,changed&sort=-changed',
  '/users/new',
  '/users/$first',
  '/users/$first?tab=history&full=page',
  '/users/$first/offboard',
  '/users/recycle-bin',
  '/numbers',
  '/numbers/claim',
  '/numbers/load',
  '/numbers/import',
  '/numbers/port',
  '/numbers/allowance',
  '/numbers/%2B14155550100?tab=move',
  '/licenses',
  '/licenses/new',
  '/licenses/$license',
  '/profiles',
  '/profiles/new',
  '/profiles/$profile',
  '/profiles/$profile/apply',
  '/sites',
  '/sites/new',
  '/sites/$site',
  '/sites/$site/extensions',
  '/calls',
  '/calls?tab=registrations',
  '/activity',
  '/activity?kind=user.create&source=!cli',
  '/activity?tab=access',
  '/tasks',
  '/users/bulk-edit',
  '/settings',
  '/inbox',
  '/nowhere',
  '/phone',
]

describe('every page', () => {
  let browser: Browser
  let offhook: RunningOffhook
  let visitor: BrowserContext
  let administrator: BrowserContext
  let firstUser = ''
  let profile = ''
  let site = ''
  let license = ''

  beforeAll(async () => {
    offhook = await startOffhook({ keep: true })
    browser = await launchChromium()
    const made = JSON.parse(await offhook.offhook('demo', '--json'))
    const look: BrowserContextOptions = { viewport: wide, reducedMotion: 'reduce', permissions: ['microphone'] }
    visitor = await browser.newContext(look)
    administrator = await browser.newContext(look)
    const page = await administrator.newPage()
    await page.goto(`${offhook.url}/sign-in`)
    await page.getByRole('textbox', { name: /Username/ }).fill('dana.reyes')
    await page.getByRole('textbox', { name: 'Password' }).fill(made.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    const list = await page.evaluate(() => fetch('/api/v1/users?limit=1').then((response) => response.json()))
    firstUser = list.items[0].id
    const profiles = await page.evaluate(() => fetch('/api/v1/profiles').then((response) => response.json()))
    profile = profiles.items[0].id
    const sites = await page.evaluate(() => fetch('/api/v1/sites').then((response) => response.json()))
    site = sites.items[0].id
    const licenses = await page.evaluate(() => fetch('/api/v1/licenses').then((response) => response.json()))
    license = licenses.items[0].id
    await page.close()
  })
  afterAll(async () => {
    await browser?.close()
    await offhook?.stop()
  })

  function addressOf(path: string): string {
    return path
      .replace('$first', firstUser)
      .replace('$profile', profile)
      .replace('$site', site)
      .replace('$license', license)
  }

  async function open(path: string): Promise<Page> {
    const page = await (publicPages.includes(path) ? visitor : administrator).newPage()
    await page.goto(offhook.url + addressOf(path))
    await page.locator('main').waitFor()
    await settled(page)
    return page
  }

  it.concurrent.each([...publicPages, ...pages])(
    '%s meets WCAG 2.2 AA in light and dark, and fits 390 pixels',
    async (path) => {
      const page = await open(path)
      if (path === '/api') await page.evaluate(keepOneOfEachSection)
      // Through the debugger, as the page's own policy lets no foreign script in.
      await page.evaluate(axe)
      expect(await findings(page, standards), 'in light colours').toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await settled(page)
      expect(await findings(page, colours), 'in dark colours').toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      await settled(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await findings(page, standards), 'at 390 pixels').toEqual([])
      await page.close()
    },
  )
})

/** The API reference says the same of hundreds of operations in the same form: one of each section stands for the others. */
function keepOneOfEachSection(): void {
  for (const article of document.querySelectorAll('article + article')) article.remove()
}

/** Waits until nothing is loading, two frames have been painted, and what moves or fades has come to its end. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]'))
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.waitForFunction(() =>
    document.getAnimations().every(({ effect }) => effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
  )
}

async function findings(page: Page, runOnly: typeof standards): Promise<string[]> {
  const results: AxeResults = await page.evaluate(
    // The rules that pass are not wanted in the answer.
    (rules) => Reflect.get(window, 'axe').run({ runOnly: rules, resultTypes: ['violations'] }),
    runOnly,
  )
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}
