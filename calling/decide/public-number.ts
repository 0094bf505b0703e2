import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A number of the public network, as far as permission to call it depends on it. */
export interface PublicNumber {
  readonly e164: string
  /** Null for numbers of no single country, like satellite phones. */
  readonly country: string | null
  readonly kind: 'ordinary' | 'tollFree' | 'premium' | 'satellite'
}

// ITU-T list of country codes: Inmarsat; global mobile satellite; international networks, most of which are satellites.
const satelliteCodes = ['870', '881', '882', '883']

/** Reads what somebody in this country dialed, with or without country code or international prefix; null for what is no public number. */
export function readPublicNumber(dialed: string, country: string): PublicNumber | null {
  if (!/^\+?[\d\s().-]{4,24}$/.test(dialed)) return null
  const parsed = parsePhoneNumberFromString(dialed, country as CountryCode)
  if (!parsed?.isPossible()) return null
  const isSatellite = satelliteCodes.includes(parsed.countryCallingCode)
  return {
    e164: parsed.number,
    country: parsed.country ?? null,
    kind: isSatellite ? 'satellite' : kindOf(parsed),
  }
}

function kindOf(number: PhoneNumber): PublicNumber['kind'] {
  const type = number.getType()
  if (type === 'TOLL_FREE') return 'tollFree'
  return type === 'PREMIUM_RATE' || (type === undefined && isNearPremium(number.number)) ? 'premium' : 'ordinary'
}

/** A carrier takes digits too many or too few, so a premium-rate number with the wrong count of them is still one. */
function isNearPremium(e164: string): boolean {
  const near = [e164.slice(0, -1), e164.slice(0, -2), `${e164}0`, `${e164}00`, `${e164}000`]
  return near.some((other) => parsePhoneNumberFromString(other)?.getType() === 'PREMIUM_RATE')
}
