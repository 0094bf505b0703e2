import type { SetupSpec } from '../../../contract/api/setup.ts'
import { countryOf } from '../../../contract/countries.ts'
import { defaultLicenseTypes, type Entitlement } from '../../../contract/entitlements.ts'
import { likelyTimeZone } from '../../form/places.ts'

/** What the set-up page holds while it is filled in. */
export interface SetupDraft extends Record<string, unknown> {
  company: { name: string; country: string; language: string; timeZone: string }
  site: {
    name: string
    address: Omit<SetupSpec['site']['address'], 'country'>
    extensions: { from: string; to: string }
  }
  admin: { firstName: string; lastName: string; email: string; password: string }
  licenses: { name: string; entitlements: Entitlement[]; owned: number | string }[]
  numbersFrom: 'fictional' | 'own' | 'none'
  numbers: string
  fictionalNumbers: number | string
}

/** The page as it opens, with what this country makes likely. */
export function newSetupDraft(country: string, ownZone: string): SetupDraft {
  return {
    company: { name: '', ...followCountry(country, ownZone) },
    site: {
      name: 'HQ',
      address: { line1: '', line2: '', city: '', state: '', postalCode: '' },
      extensions: { from: '1000', to: '9999' },
    },
    admin: { firstName: '', lastName: '', email: '', password: '' },
    licenses: defaultLicenseTypes.map((type) => ({ ...type })),
    numbersFrom: 'fictional',
    numbers: '',
    fictionalNumbers: 10,
  }
}

/** Country, and the language and time zone that follow it until they are chosen otherwise. */
export function followCountry(country: string, ownZone: string) {
  const { language, timeZone } = countryOf(country)
  return { country, language, timeZone: likelyTimeZone(country, timeZone, ownZone) }
}

/** What is sent. */
export function setupSpec(draft: SetupDraft): SetupSpec {
  const { company, site, admin, licenses, numbersFrom } = draft
  return {
    company,
    site: { ...site, address: { ...site.address, country: company.country } },
    admin,
    licenses: licenses.map((license) => ({ ...license, owned: Number(license.owned) })),
    numbers: numbersFrom === 'own' ? draft.numbers : '',
    fictionalNumbers: numbersFrom === 'fictional' ? Number(draft.fictionalNumbers) : 0,
  }
}

/** What will be created, before it is. */
export function setupSentence(spec: SetupSpec, ownNumbers: number): string {
  const seats = spec.licenses.filter(({ owned }) => owned > 0).map(({ name, owned }) => `${owned} ${name}`)
  const numbers =
    spec.fictionalNumbers > 0
      ? `${spec.fictionalNumbers} fictional numbers`
      : ownNumbers > 0
        ? `${ownNumbers} numbers`
        : 'no numbers yet'
  const parts = [
    `the site ${spec.site.name || 'HQ'}`,
    seats.length > 0 ? `${seats.join(' and ')} licences` : 'no licences yet',
    numbers,
  ]
  return `Creates ${spec.company.name || 'your company'} with ${parts.join(', ')}, and you as its administrator.`
}
