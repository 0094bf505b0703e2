import { countries } from '../../contract/countries.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

const names = new Intl.DisplayNames(['en'], { type: 'region' })
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** A country's name: "Germany" for DE. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

/** Every country, those that we know numbers and emergency numbers of first. */
export function countryChoices(): { group: string; items: Choice[] }[] {
  const known = new Set(countries.map(({ code }) => code))
  const choices = regionCodes()
    .map((code) => ({ value: code, label: countryName(code) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return [
    { group: 'Numbers known', items: choices.filter(({ value }) => known.has(value)) },
    { group: 'All others', items: choices.filter(({ value }) => !known.has(value)) },
  ]
}

function regionCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry)
}

function isCountry(code: string): boolean {
  const isCurrent =
    new Intl.Locale(`und-${code}`).maximize !== undefined &&
    Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
  return isCurrent && !notCountries.has(code) && names.of(code) !== code
}

/** Every time zone that this browser knows. */
export function timeZoneChoices(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

/** The country that the browser’s language names, else the United States. */
export function likelyCountry(browserLanguages: readonly string[]): string {
  for (const tag of browserLanguages) {
    const { region } = new Intl.Locale(tag)
    if (region && isCountry(region)) return region
  }
  return 'US'
}

/** The browser's own zone where it is one of this country's, else the country's usual one. */
export function likelyTimeZone(country: string, usual: string, ownZone: string): string {
  return zonesOf(country).includes(ownZone) ? ownZone : usual
}

function zonesOf(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?: () => string[] } = new Intl.Locale(`und-${country}`)
  return locale.getTimeZones?.() ?? []
}
