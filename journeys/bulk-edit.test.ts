import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { launchChromium } from './phone-pages.ts'
import { startOffhook } from './running-offhook.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

it('lets an administrator edit many users without a mouse, look at the plan, and take it back', async () => {
  const offhook = await startOffhook()
  const browser = await launchChromium()
  try {
    const made = JSON.parse(await offhook.offhook('demo', '--json'))
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${offhook.url}/sign-in?next=/users`)
    await page.getByRole('textbox', { name: /Username/ }).fill('dana.reyes')
    await page.getByRole('textbox', { name: 'Password' }).fill(made.password)
    await page.keyboard.press('Enter')
    await page.setViewportSize({ width: 1440, height: 900 })

    await reach(page.getByRole('checkbox', { name: 'Select all that are shown' }), 'Space')
    await reach(page.getByRole('button', { name: /^Edit, suspend or delete/ }), 'Enter')
    await page.setViewportSize({ width: 390, height: 844 })

    await reach(page.getByRole('checkbox', { name: 'Department' }), 'Space')
    await page.getByRole('textbox', { name: 'Department' }).focus()
    await page.keyboard.type('Field team')
    await reach(page.getByRole('checkbox', { name: 'Call waiting' }), 'Space')
    await isSound(page)
    await reach(page.getByRole('button', { name: 'Review the plan' }), 'Enter')

    await page.getByText(/^\d+ of \d+ users will change/).waitFor()
    await isSound(page)
    await reach(page.getByRole('button', { name: /^Change \d+ users$/ }), 'Enter')
    await page.getByText(/^\d+ were changed/).waitFor()
    await reach(page.getByRole('button', { name: 'Undo', exact: true }), 'Enter')
    await page.getByText(/changes were taken back/).waitFor()
  } finally {
    await browser.close()
  }
})

/** Puts the cursor there, which must be possible, and presses a key. */
async function reach(target: Locator, key: string): Promise<void> {
  await target.waitFor()
  await target.focus()
  expect(await target.evaluate((element) => element === document.activeElement)).toBe(true)
  await target.press(key)
}

/** WCAG 2.2 AA, and nothing beyond 390 pixels. */
async function isSound(page: Page): Promise<void> {
  await page.evaluate(await readFile(axeFile, 'utf8'))
  const wrong = await page.evaluate(async () => {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await Reflect.get(window, 'axe').run({ runOnly: { type: 'tag', values } })
    return violations.map(
      (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes.map(({ html }) => html)}`,
    )
  })
  expect(wrong).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}
