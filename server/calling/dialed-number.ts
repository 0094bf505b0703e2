import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** The E.164 number that somebody in this country dialed, with or without country code or international prefix; null for anything else. */
export function directNumberOf(dialed: string, country: string): string | null {
  if (!/^\+?[\d\s().-]{4,24}$/.test(dialed)) return null
  const parsed = parsePhoneNumberFromString(dialed, country as CountryCode)
  return parsed?.isPossible() ? parsed.number : null
}
