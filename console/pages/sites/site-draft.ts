import type { SiteView } from '../../../contract/api/sites.ts'
import { countryOf } from '../../../contract/countries.ts'
import type { PostalAddress } from '../../../contract/texts.ts'

/** What a site form holds. */
export interface SiteDraft extends Record<string, unknown> {
  name: string
  country: string
  language: string
  timeZone: string
  address: PostalAddress
  hasOwnEmergencyAddress: boolean
  emergencyAddress: PostalAddress
  emergencyContacts: string[]
  extensions: { from: string; to: string }
  extensionPolicy: SiteView['extensionPolicy']
  mainNumber: string | null
  callerId: SiteView['callerId']
  profile: string | null
}

const noAddress = { line1: '', line2: '', city: '', state: '', postalCode: '' }

/** What people call the fields of a site. */
export const siteLabels: Readonly<Record<keyof SiteDraft & string, string>> = {
  name: 'Name',
  country: 'Country',
  language: 'Language',
  timeZone: 'Time zone',
  address: 'Address',
  hasOwnEmergencyAddress: 'Help must be sent to another address',
  emergencyAddress: 'Emergency address',
  emergencyContacts: 'Emergency contacts',
  extensions: 'Extensions',
  extensionPolicy: 'How extensions are chosen',
  mainNumber: 'Main number',
  callerId: 'Caller ID',
  profile: 'Profile of new people',
}

/** How a site chooses extensions, and what it shows outside, in words. */
export const policyTexts = { next: 'the next free one', numberEnd: 'the last digits of the number' } as const
export const callerIdTexts = { own: 'each person’s own number', main: 'the main number' } as const

/** A site of which only the country is known. */
export function newSiteDraft(country: string): SiteDraft {
  const { language, timeZone } = countryOf(country)
  return {
    name: '',
    country,
    language,
    timeZone,
    address: { ...noAddress, country },
    hasOwnEmergencyAddress: false,
    emergencyAddress: { ...noAddress, country },
    emergencyContacts: [],
    extensions: { from: '1000', to: '9999' },
    extensionPolicy: 'next',
    mainNumber: null,
    callerId: 'own',
    profile: null,
  }
}

/** A site as its form shows it. */
export function draftOfSite(site: SiteView): SiteDraft {
  const { name, country, language, timeZone, address, emergencyAddress, emergencyContacts } = site
  const { extensions, extensionPolicy, mainNumber, callerId, profile } = site
  return {
    name,
    country,
    language,
    timeZone,
    address,
    hasOwnEmergencyAddress: emergencyAddress !== null,
    emergencyAddress: emergencyAddress ?? { ...noAddress, country },
    emergencyContacts,
    extensions,
    extensionPolicy,
    mainNumber,
    callerId,
    profile,
  }
}

/** What is sent: the address follows the site's country, and the emergency address is the postal one unless told otherwise. */
export function siteBody({ hasOwnEmergencyAddress, emergencyAddress, ...draft }: SiteDraft) {
  return {
    ...draft,
    address: { ...draft.address, country: draft.country },
    emergencyAddress: hasOwnEmergencyAddress ? { ...emergencyAddress, country: draft.country } : null,
    // Without a main number there is nothing to show but each person's own.
    callerId: draft.mainNumber === null ? ('own' as const) : draft.callerId,
  }
}
