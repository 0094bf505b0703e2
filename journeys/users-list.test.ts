import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { setUpCompany } from './admin-pages.ts'
import { launchChromium } from './phone-pages.ts'
import { startOffhook } from './running-offhook.ts'

it('finds, filters, selects, exports, undoes and redoes with the keyboard alone', async () => {
  const offhook = await startOffhook()
  const browser = await launchChromium()
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    await setUpCompany(page, offhook)
    await createColleagues(page)
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    const link = (name: string) => row(name).getByRole('link', { name })

    // The list: search with /, walk with the arrows, choose with x.
    await page.goto(`${offhook.url}/users`)
    await link('Maya Ortiz').waitFor()
    await page.keyboard.press('/')
    await isAt(page.getByRole('searchbox', { name: 'Search users' }))
    await page.keyboard.type('acme')
    await expect.poll(() => page.url()).toContain('q=acme')
    await page.keyboard.press('ArrowDown')
    await isAt(link('Noa Cohen'))
    await page.keyboard.press('x')
    await page.getByText('1 selected').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+X')
    await page.getByText('3 selected').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('heading', { name: 'Maya Ortiz' }).waitFor()
    await page.keyboard.press('Escape')
    await isAt(link('Maya Ortiz'))

    // A filter, without a mouse, in the address; then is not.
    await press(page, page.getByRole('button', { name: 'Add filter' }), 'Enter')
    await press(page, page.getByRole('menuitem', { name: 'Department' }), 'Enter')
    await press(page, page.getByRole('checkbox', { name: 'Sales' }), 'Space')
    await page.getByRole('button', { name: 'Department is Sales', exact: true }).waitFor()
    await row('Maya Ortiz').waitFor({ state: 'detached' })
    expect(page.url()).toContain('department=Sales')
    await press(page, page.getByRole('radio', { name: 'is', exact: true }), 'ArrowRight')
    await row('Noa Cohen').waitFor({ state: 'detached' })
    await row('Maya Ortiz').waitFor()
    await page.keyboard.press('Escape')
    await isAt(page.getByRole('button', { name: 'Department is not Sales', exact: true }))

    // Sorted by its head; a colleague who gets the link sees the same.
    await press(page, page.getByRole('columnheader', { name: 'Name', exact: true }).getByRole('button'), 'Enter')
    await expect.poll(() => page.url()).toContain('sort=-name')
    await page.reload()
    await page.getByRole('columnheader', { name: 'Name', exact: true }).waitFor()
    expect(await page.getByRole('columnheader', { name: 'Name', exact: true }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    const [, first] = await page.getByRole('row').allInnerTexts()
    expect(first).toContain('Dana Reyes')

    // The file holds what the list shows.
    const downloading = page.waitForEvent('download')
    await press(page, page.getByRole('link', { name: 'Export CSV' }), 'Enter')
    const file = await readFile(await (await downloading).path(), 'utf8')
    const lines = file.trimEnd().split('\r\n')
    expect(lines).toHaveLength(await page.getByRole('row').count())
    expect(file).toContain('Maya,Ortiz')
    expect(file).not.toContain('Noa')

    // All that match, and on to what is done with them.
    await press(page, page.getByRole('checkbox', { name: 'Select all that are shown' }), 'Space')
    await press(page, page.getByRole('button', { name: 'Send welcome mails' }), 'Enter')
    await page.getByRole('dialog').getByText('One welcome mail is sent').waitFor()
    await page.getByRole('dialog').getByText('have no extension yet').waitFor()
    await press(page, page.getByRole('dialog').getByRole('button', { name: 'Send 1' }), 'Enter')
    await page.getByText('One welcome mail is on the way.').waitFor()
    await press(page, page.getByRole('button', { name: /^Edit, suspend or delete/ }), 'Enter')
    await expect.poll(() => page.url()).toContain('/users/bulk-edit')

    await undoAndRedo(page, offhook.url)
  } finally {
    await browser.close()
  }
})

async function undoAndRedo(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/activity`)
  const row = (text: string) => page.getByRole('row').filter({ hasText: text })
  await row('created Maya Ortiz').waitFor()
  await press(page, page.getByRole('button', { name: 'Add filter' }), 'Enter')
  await press(page, page.getByRole('menuitem', { name: 'What' }), 'Enter')
  await press(page, page.getByRole('textbox', { name: 'Search in What' }), 'End')
  await page.keyboard.type('users created')
  await press(page, page.getByRole('checkbox', { name: 'Users created' }), 'Space')
  await page.getByRole('button', { name: 'What: Users created', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.type('maya')
  await row('created Noa Cohen').waitFor({ state: 'detached' })

  await press(page, page.getByRole('button', { name: 'Undo: Dana Reyes created Maya Ortiz' }), 'Enter')
  const question = page.getByRole('dialog', { name: 'Take this back?' })
  await question.getByText('It will be as it was before.').waitFor()
  await press(page, question.getByRole('button', { name: 'Undo' }), 'Enter')
  await row('created Maya Ortiz').getByText('Undone').waitFor()

  await press(page, page.getByRole('button', { name: 'Reset' }), 'Enter')
  await press(page, page.getByRole('button', { name: 'Redo: Dana Reyes took back: created Maya Ortiz' }), 'Enter')
  const again = page.getByRole('dialog', { name: 'Do this again?' })
  await press(page, again.getByRole('button', { name: 'Redo' }), 'Enter')
  await row('did again: created Maya Ortiz').waitFor()
  await row('created Maya Ortiz').getByText('Undone, then done again').waitFor()

  // What was exported is kept, too.
  await press(page, page.getByRole('tab', { name: 'Changes' }), 'ArrowRight')
  await row('Dana Reyes exported: users').waitFor()
}

/** Three colleagues: Noa in Sales, Kofi in no department, Maya with an extension. */
async function createColleagues(page: Page): Promise<void> {
  const statuses = await page.evaluate(async () => {
    const all: number[] = []
    for (const more of [
      { firstName: 'Maya', lastName: 'Ortiz', extension: 'auto', license: 'Standard' },
      { firstName: 'Kofi', lastName: 'Mensah' },
      { firstName: 'Noa', lastName: 'Cohen', department: 'Sales' },
    ]) {
      const spec = { ...more, email: `${more.firstName}@acme.example`, site: 'HQ', sendWelcome: false }
      const headers = { 'content-type': 'application/json' }
      all.push((await fetch('/api/v1/users', { method: 'POST', headers, body: JSON.stringify(spec) })).status)
    }
    return all
  })
  expect(statuses).toEqual([201, 201, 201])
}

async function isAt(target: Locator): Promise<void> {
  await target.waitFor()
  await expect.poll(() => target.evaluate((element) => element === document.activeElement)).toBe(true)
}

/** Goes there with Tab, as somebody without a mouse does, and presses a key. */
async function press(page: Page, target: Locator, key: string): Promise<void> {
  await target.waitFor({ state: 'attached' })
  const where = () =>
    target.evaluate((element) =>
      element === document.activeElement ? 'there' : document.querySelector('[role=menu]') ? 'menu' : 'elsewhere',
    )
  for (let presses = 0, at = await where(); at !== 'there'; presses++, at = await where()) {
    if (presses > 80) throw new Error(`Tab never reached ${target}.`)
    await page.keyboard.press(at === 'menu' ? 'ArrowDown' : 'Tab')
  }
  await page.keyboard.press(key)
}
