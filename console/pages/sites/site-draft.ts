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
  extensions: { from: string; to: string }
}

const noAddress = { line1: '', line2: '', city: '', state: '', postalCode: '' }

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
    extensions: { from: '1000', to: '9999' },
  }
}

/** A site as its form shows it. */
export function draftOfSite(site: SiteView): SiteDraft {
  const { name, country, language, timeZone, address, emergencyAddress, extensions } = site
  return {
    name,
    country,
    language,
    timeZone,
    address,
    extensions,
    hasOwnEmergencyAddress: emergencyAddress !== null,
    emergencyAddress: emergencyAddress ?? { ...noAddress, country },
  }
}

/** What is sent: the address follows the site's country, and the emergency address is the postal one unless told otherwise. */
export function siteBody({ hasOwnEmergencyAddress, emergencyAddress, ...draft }: SiteDraft) {
  return {
    ...draft,
    address: { ...draft.address, country: draft.country },
    emergencyAddress: hasOwnEmergencyAddress ? { ...emergencyAddress, country: draft.country } : null,
  }
}
