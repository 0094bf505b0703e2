import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { adminPassword } from './admin-pages.ts'
import { launchChromium } from './phone-pages.ts'
import { startOffhook } from './running-offhook.ts'

it('lets an administrator do everything without a mouse, and never loses focus', async () => {
  const offhook = await startOffhook()
  const browser = await launchChromium()
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    const hands = keyboardOf(page)
    await page.goto(offhook.url)

    await setUp(page, hands, offhook.setupCode)
    await signOutAndIn(page, hands)

    // Create user, from the finder; the username is taken, and the plan's repair is taken.
    await hands.find('create us', 'Create user')
    const panel = page.getByRole('dialog')
    await hands.isAt(panel.getByRole('textbox', { name: 'First name' }))
    await hands.write('Maya', 'Ortiz', 'maya@acme.example')
    await hands.write('dana.reyes')
    await hands.tabTo(panel.getByRole('button', { name: 'Use dana.reyes2' }))
    await hands.press('Enter')
    await hands.isAt(panel.getByRole('textbox', { name: 'Username' }))
    expect(await panel.getByRole('textbox', { name: 'Username' }).inputValue()).toBe('dana.reyes2')
    await hands.press('Enter')
    await hands.isAt(panel.getByRole('combobox', { name: 'Licence' }))
    await panel.getByText('Maya will be called on').waitFor()
    await hands.tabTo(panel.getByRole('button', { name: 'Save and create another' }))
    await hands.press('Enter')
    await page.getByText('Maya can now be called on').waitFor()

    // Another one with Enter alone, taken back at once.
    await hands.isAt(panel.getByRole('textbox', { name: 'First name' }))
    await hands.write('Tomás', 'Silva', 'tomas@acme.example')
    await panel.getByText('Tomás will be called on').waitFor()
    await hands.press('Enter')
    await page.getByText('Tomás Silva is on the phone system').waitFor()
    await hands.tabTo(panel.getByRole('button', { name: 'Undo', exact: true }))
    await hands.press('Enter')
    await page.getByText('Taken back.').waitFor()
    await page.getByRole('row').filter({ hasText: 'Tomás' }).waitFor({ state: 'detached' })
    await hands.hasFocus()

    // Walk the list, open a row, close it: the place is kept.
    const row = (name: string) => page.getByRole('row').getByRole('link', { name })
    await hands.tabTo(row('Maya Ortiz'))
    await hands.press('ArrowDown')
    await hands.isAt(row('Dana Reyes'))
    await hands.press('ArrowUp')
    await hands.isAt(row('Maya Ortiz'))
    await hands.press('Enter')
    await hands.isAt(panel.getByRole('heading', { name: 'Maya Ortiz' }))
    await hands.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await hands.isAt(row('Maya Ortiz'))

    // Find a person, change them; an open list takes the first Escape, typed things are asked about, then the panel closes.
    await hands.find('dana@ac', 'Dana Reyes')
    await hands.isAt(panel.getByRole('heading', { name: 'Dana Reyes' }))
    await hands.tabTo(panel.getByRole('link', { name: 'Services and licence' }))
    await hands.press('Enter')
    await hands.isAt(panel.getByRole('heading', { name: 'Services and licence' }))
    await hands.tabTo(panel.getByRole('button', { name: 'Add licence and extension' }))
    await hands.press('Enter')
    await hands.isAt(panel.getByRole('combobox', { name: 'Licence' }))
    await hands.press('ArrowDown')
    await page.getByRole('option', { name: /^Lobby/ }).waitFor()
    await hands.press('Escape')
    await page.getByRole('option', { name: /^Lobby/ }).waitFor({ state: 'hidden' })
    await hands.press('Escape')
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await hands.isAt(question.getByRole('button', { name: 'Go on editing' }))
    await hands.press('Enter')
    await question.waitFor({ state: 'detached' })
    await hands.tabTo(panel.getByRole('button', { name: 'Save', exact: true }))
    await hands.press('Enter')
    await page.getByText('Dana can now be called on').waitFor()
    await hands.hasFocus()
    await hands.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await hands.hasFocus()
  } finally {
    await browser.close()
  }
})

async function setUp(page: Page, hands: Hands, code: string): Promise<void> {
  await hands.isAt(page.getByRole('textbox', { name: 'Set-up code' }))
  await hands.write(code)
  await hands.press('Enter')
  const field = (name: string) => page.getByRole('textbox', { name })
  await hands.isAt(field('Company name'))
  await hands.write('Acme')
  // Refused as a whole: the cursor stands at the first thing to put right.
  await hands.press('Enter')
  await hands.isAt(field('First name'))
  await hands.write('Dana', 'Reyes', 'dana@acme.example', adminPassword)
  await hands.press('Shift+Tab')
  // A page of its own follows, which begins without focus.
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}

async function signOutAndIn(page: Page, hands: Hands): Promise<void> {
  await hands.tabTo(page.getByRole('button', { name: 'Account of Dana Reyes' }))
  await hands.press('Enter')
  await page.getByRole('menuitem', { name: 'Open my phone' }).waitFor()
  await hands.press('ArrowDown', 'ArrowDown', 'ArrowDown')
  await hands.isAt(page.getByRole('menuitem', { name: 'Sign out', exact: true }))
  await page.keyboard.press('Enter')
  await hands.isAt(page.getByRole('textbox', { name: 'Username or e-mail' }))
  await hands.write('dana.reyes')
  await hands.write(adminPassword)
  // A page of its own follows, which begins without focus.
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}

/** A person at the keyboard, who notices whenever nothing has focus any more. */
interface Hands {
  /** Presses keys one after the other; each leaves focus somewhere. */
  press(...keys: string[]): Promise<void>
  /** Types into the field that has focus, goes on with Tab, types the next. */
  write(...texts: string[]): Promise<void>
  /** Goes on with Tab until this has focus. */
  tabTo(target: Locator): Promise<void>
  /** Opens the finder, types, and follows what is found first: this. */
  find(words: string, name: string): Promise<void>
  /** Resolves once this has focus. */
  isAt(target: Locator): Promise<void>
  hasFocus(): Promise<void>
}

function keyboardOf(page: Page): Hands {
  const hasFocus = () => expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement)
  const hands: Hands = {
    hasFocus,
    async press(...keys) {
      for (const key of keys) {
        await page.keyboard.press(key)
        await hasFocus()
      }
    },
    async write(...texts) {
      for (const text of texts) {
        await page.keyboard.press('ControlOrMeta+a')
        await page.keyboard.type(text)
        await page.keyboard.press('Tab')
      }
    },
    async tabTo(target) {
      await target.waitFor()
      for (let presses = 0; presses < 250; presses++) {
        if (await isFocused(target)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab never reached ${target}.`)
    },
    async find(words, name) {
      await page.keyboard.press('ControlOrMeta+k')
      const box = page.getByRole('combobox', { name: 'Find anything' })
      await hands.isAt(box)
      await page.keyboard.type(words)
      await page.getByRole('option', { name, selected: true }).waitFor()
      await page.keyboard.press('Enter')
      await box.waitFor({ state: 'detached' })
      await hasFocus()
    },
    isAt: (target) => expect.poll(() => isFocused(target)).toBe(true),
  }
  return hands
}
