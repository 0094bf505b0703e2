import type { Page } from 'playwright-core'
import type { RunningOffhook } from './running-offhook.ts'

export const adminPassword = 'correct horse battery'

/** Does the set-up page as a newcomer would: company, site with address, oneself, the offered licences, fictional numbers. */
export async function setUpCompany(page: Page, offhook: RunningOffhook): Promise<void> {
  await page.goto(offhook.url)
  await page.getByLabel('Set-up code').fill(offhook.setupCode)
  await page.getByRole('button', { name: 'Continue' }).click()
  const field = (name: string) => page.getByRole('textbox', { name })
  await field('Company name').fill('Acme')
  await field('Street and number').fill('1 Main Street')
  await field('City').fill('New York')
  await field('First name').fill('Dana')
  await field('Last name').fill('Reyes')
  await field('E-mail').fill('dana@acme.example')
  await field('Password').fill(adminPassword)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}

/** Claims one number of the operator's stock through the panel. */
export async function claimNumber(page: Page, offhook: RunningOffhook, display: string): Promise<void> {
  await page.goto(`${offhook.url}/numbers/claim`)
  const panel = page.getByRole('dialog')
  await panel.getByText(display).click()
  await panel.getByRole('button', { name: /^Claim/ }).click()
  await page.getByRole('row').filter({ hasText: display }).waitFor()
}

/** A person to create through the form. */
export interface NewPerson {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

/** Creates a user with all that is offered: licence, extension, number, web phone. Answers the extension that was chosen. */
export async function createPerson(page: Page, offhook: RunningOffhook, person: NewPerson): Promise<string> {
  await page.goto(`${offhook.url}/users/new`)
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'First name' }).fill(person.firstName)
  await form.getByRole('textbox', { name: 'Last name' }).fill(person.lastName)
  await form.getByRole('textbox', { name: 'E-mail' }).fill(person.email)
  await form.getByRole('button', { name: 'Continue to services and extensions' }).click()
  await form.getByText(`${person.firstName} will be called on`).waitFor()
  const extension = await form.getByRole('textbox', { name: 'Extension' }).inputValue()
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(`${person.firstName} ${person.lastName} is on the phone system`).waitFor()
  return extension
}

/** Opens the newest mail to this address in the development inbox and answers the link in it. */
export async function linkInMail(page: Page, offhook: RunningOffhook, to: string): Promise<string> {
  await page.goto(`${offhook.url}/inbox`)
  await page.getByRole('row').filter({ hasText: to }).first().getByRole('link').click()
  const href = await page.frameLocator('iframe').getByRole('link').first().getAttribute('href')
  if (!href) throw new Error('The mail has no link.')
  return href
}

/** Sets a password with the link of a welcome mail; the person is signed in afterwards. */
export async function setPassword(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Choose a password').fill(password)
  await page.getByRole('button', { name: /^Set password/ }).click()
}
