import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CallerPattern } from '../../contract/services-spec.ts'
import type { CallSituation } from './call-situation.ts'

/**
 * Whether one of the patterns means this caller. A pattern with `+` is compared with numbers in E.164. One without is compared with the
 * extension, and with numbers as they are dialed in the `country` of whoever wrote it: `020 7946 0000` means a Londoner where 020
 * is London, and somebody else elsewhere.
 */
export function isListed(
  patterns: readonly CallerPattern[],
  caller: CallSituation['caller'],
  country: string,
): boolean {
  if (patterns.length === 0) return false
  const forms = formsOf(caller, country)
  return patterns.some((pattern) => forms.some((form) => fits(pattern, form)))
}

function fits(pattern: CallerPattern, form: string): boolean {
  if (pattern.kind === 'number') return form === pattern.number
  if (pattern.kind === 'prefix') return form.startsWith(pattern.prefix)
  // Of equal length, digits compare as the numbers that they are.
  return form.length === pattern.from.length && form >= pattern.from && form <= pattern.to
}

/** Every way to write the caller's number here. */
function formsOf(caller: CallSituation['caller'], country: string): string[] {
  if (caller.userId === null) return caller.number === null ? [] : waysToDial(caller.number, country)
  const numbers = caller.numbers.flatMap((number) => waysToDial(number, country))
  return caller.extension === null ? numbers : [caller.extension, ...numbers]
}

function waysToDial(e164: string, country: string): string[] {
  const parsed = parsePhoneNumberFromString(e164)
  if (!parsed) return [e164]
  const abroad = internationalPrefix(country) + e164.slice(1)
  if (parsed.countryCallingCode !== callingCodeOf(country)) return [e164, abroad]
  const national = parsed.formatNational().replace(/\D/g, '')
  // North America dials its own numbers with and without the 1.
  return parsed.countryCallingCode === '1' ? [e164, abroad, national, `1${national}`] : [e164, abroad, national]
}

function callingCodeOf(country: string): string | null {
  try {
    return getCountryCallingCode(country as CountryCode)
  } catch {
    // A country that the library does not know has no national form.
    return null
  }
}

// ITU-T E.164: 00 nearly everywhere.
function internationalPrefix(country: string): string {
  return { US: '011', CA: '011', AU: '0011', JP: '010' }[country] ?? '00'
}
