import type { z } from 'zod'
import { LicenseSpec } from '../contract/api/licenses.ts'
import { countryOf } from '../contract/countries.ts'
import { defaultLicenseTypes } from '../contract/entitlements.ts'
import { ExtensionRange } from '../contract/extension-number.ts'
import { textKey } from '../contract/text-keys.ts'
import { CountryCode, Email, filledLine, PersonName, Username } from '../contract/texts.ts'
import { readNumbers } from '../server/numbers/read-numbers.ts'
import type { FoundingSpec } from '../server/tenants/found-tenant.ts'
import { UsageError } from './terminal.ts'

/** The options of `offhook init` as they were typed. */
export interface InitOptions {
  readonly company: string
  readonly country: string
  readonly site: string
  readonly adminEmail: string
  readonly adminName: string
  readonly adminUsername?: string
  readonly extensions: string
  readonly licenses?: string
  readonly numbers?: string
  readonly operator?: boolean
  readonly json?: boolean
}

/** Checks the options and turns them into a company. Throws a `UsageError` that names the option. */
export function companyFromOptions(options: InitOptions): FoundingSpec {
  const country = checked(CountryCode, options.country.toUpperCase(), '--country')
  const { language, timeZone } = countryOf(country)
  const [firstName = '', ...rest] = options.adminName.trim().split(/\s+/)
  const { adminUsername } = options
  return {
    company: { name: checked(filledLine(128), options.company, '--company'), country, language, timeZone },
    site: {
      name: checked(filledLine(128), options.site, '--site'),
      address: { line1: '', line2: '', city: '', state: '', postalCode: '', country },
      extensions: rangeOf(options.extensions),
    },
    admin: {
      firstName: checked(PersonName, firstName, '--admin-name'),
      lastName: checked(PersonName, rest.join(' ') || firstName, '--admin-name'),
      email: checked(Email, options.adminEmail, '--admin-email'),
      ...(adminUsername ? { username: checked(Username, adminUsername, '--admin-username') } : {}),
    },
    licenses: options.licenses ? licensesOf(options.licenses) : [...defaultLicenseTypes],
    numbers: numbersOf(options.numbers ?? '', country),
    fictionalNumbers: 0,
  }
}

function rangeOf(text: string) {
  const [from = '', to = ''] = text.split('-')
  return checked(ExtensionRange, { from: from.trim(), to: to.trim() }, '--extensions')
}

function numbersOf(text: string, country: string): string {
  const [unread] = readNumbers(text, country).unread
  if (unread) throw new UsageError(`--numbers: “${unread.text}”: ${unread.reason}`)
  return text
}

/** Licence types and how many are owned, like `Standard=25,Lobby=5`. */
export function licensesOf(text: string, option = '--licenses'): LicenseSpec[] {
  const licenses = text.split(',').map((part) => licenseOf(part, option))
  const keys = licenses.map((license) => textKey(license.name))
  const twice = licenses.find((license, index) => keys.indexOf(textKey(license.name)) < index)
  if (twice) throw new UsageError(`${option}: ${twice.name} is named twice.`)
  return licenses
}

function licenseOf(part: string, option: string): LicenseSpec {
  const [name = '', owned = ''] = part.split('=')
  const usual = defaultLicenseTypes.find((type) => type.name.toLowerCase() === name.trim().toLowerCase())
  const entitlements = (usual ?? defaultLicenseTypes[0])?.entitlements ?? []
  return checked(LicenseSpec, { name: name.trim(), entitlements, owned: Number(owned || Number.NaN) }, option)
}

function checked<T extends z.ZodType>(schema: T, value: z.input<T>, option: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new UsageError(`${option}: ${result.error.issues[0]?.message}`)
}
