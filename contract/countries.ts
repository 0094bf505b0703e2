/** What we know of a country beyond what the phone-number library knows. */
export interface Country {
  readonly code: string
  readonly language: string
  readonly timeZone: string
  /** Numbers that reach help and that no extension may equal or come near to. */
  readonly emergencyNumbers: readonly string[]
  /** First and last number of blocks reserved for films and examples: no real line ever has them. */
  readonly fictionalNumbers: readonly (readonly [first: string, last: string])[]
}

// Sources: emergency numbers from national regulators; fictional ranges from NANPA (555-0100…0199), Ofcom, ACMA, ARCEP,
// Bundesnetzagentur, PTS and ComReg.
const table: readonly Country[] = [
  country('AT', 'de-DE', 'Europe/Vienna', ['112', '122', '133', '144']),
  country('AU', 'en-AU', 'Australia/Sydney', ['000', '106', '112'], [['+61255500000', '+61255500099']]),
  country('BE', 'nl-BE', 'Europe/Brussels', ['100', '101', '112']),
  country('BR', 'pt-BR', 'America/Sao_Paulo', ['190', '192', '193', '112', '911']),
  country('CA', 'en-US', 'America/Toronto', ['911'], [['+14165550100', '+14165550199']]),
  country('CH', 'fr-CH', 'Europe/Zurich', ['112', '117', '118', '144']),
  country('CN', 'zh-CN', 'Asia/Shanghai', ['110', '119', '120', '122']),
  country('CZ', 'en-GB', 'Europe/Prague', ['112', '150', '155', '158']),
  country('DE', 'de-DE', 'Europe/Berlin', ['110', '112'], [['+493023125000', '+493023125099']]),
  country('DK', 'da-DK', 'Europe/Copenhagen', ['112', '114']),
  country('ES', 'es-ES', 'Europe/Madrid', ['112', '061', '062', '080', '085', '088', '091', '092']),
  country('FI', 'fi-FI', 'Europe/Helsinki', ['112']),
  country('FR', 'fr-FR', 'Europe/Paris', ['15', '17', '18', '112', '114'], [['+33199000000', '+33199000099']]),
  country('GB', 'en-GB', 'Europe/London', ['999', '112', '101', '111'], [['+442079460000', '+442079460099']]),
  country('GR', 'en-GB', 'Europe/Athens', ['100', '112', '166', '199']),
  country('HU', 'en-GB', 'Europe/Budapest', ['104', '105', '107', '112']),
  country('IE', 'en-GB', 'Europe/Dublin', ['112', '999'], [['+353209100000', '+353209100099']]),
  country('IN', 'en-GB', 'Asia/Kolkata', ['100', '101', '102', '108', '112']),
  country('IT', 'it-IT', 'Europe/Rome', ['112', '113', '115', '118']),
  country('JP', 'ja-JP', 'Asia/Tokyo', ['110', '118', '119']),
  country('KR', 'en-US', 'Asia/Seoul', ['112', '119']),
  country('LU', 'fr-FR', 'Europe/Luxembourg', ['112', '113']),
  country('MX', 'es-ES', 'America/Mexico_City', ['911']),
  country('NL', 'nl-NL', 'Europe/Amsterdam', ['112']),
  country('NO', 'no-NO', 'Europe/Oslo', ['110', '112', '113']),
  country('NZ', 'en-AU', 'Pacific/Auckland', ['111']),
  country('PL', 'pl-PL', 'Europe/Warsaw', ['112', '997', '998', '999']),
  country('PT', 'pt-PT', 'Europe/Lisbon', ['112']),
  country('SE', 'sv-SE', 'Europe/Stockholm', ['112'], [['+46313900600', '+46313900699']]),
  country('SG', 'en-GB', 'Asia/Singapore', ['995', '999', '112']),
  country('UA', 'en-GB', 'Europe/Kyiv', ['101', '102', '103', '112']),
  country('US', 'en-US', 'America/New_York', ['911', '933'], [['+14155550100', '+14155550199']]),
  country('ZA', 'en-GB', 'Africa/Johannesburg', ['112', '10111', '10177']),
]

const byCode = new Map(table.map((entry) => [entry.code, entry]))

function country(
  code: string,
  language: string,
  timeZone: string,
  emergencyNumbers: readonly string[],
  fictionalNumbers: Country['fictionalNumbers'] = [],
): Country {
  return { code, language, timeZone, emergencyNumbers, fictionalNumbers }
}

/** Countries in the order of their codes. */
export const countries: readonly Country[] = table

/** Numbers that reach help somewhere. */
export const emergencyNumbersOfAll: ReadonlySet<string> = new Set(table.flatMap((one) => one.emergencyNumbers))

/** What we know of this country. For one not in our table: English, UTC, and 112 with 911, which mobile networks take everywhere (3GPP TS 22.101 §10.1). */
export function countryOf(code: string): Country {
  return byCode.get(code) ?? country(code, 'en-US', 'UTC', ['112', '911'])
}

/** The first `count` numbers for trying out: the country's own fictional ones, else the American ones. */
export function fictionalNumbers(code: string, count: number): string[] {
  const block = countryOf(code).fictionalNumbers[0] ?? countryOf('US').fictionalNumbers[0]
  if (!block) return []
  const first = BigInt(block[0].slice(1))
  const last = BigInt(block[1].slice(1))
  const numbers: string[] = []
  for (let n = first; n <= last && numbers.length < count; n++) numbers.push(`+${n}`)
  return numbers
}

/** Whether a number is one of the fictional ones. */
export function isFictionalNumber(e164: string): boolean {
  return table.some((entry) =>
    entry.fictionalNumbers.some(([first, last]) => e164.length === first.length && e164 >= first && e164 <= last),
  )
}
