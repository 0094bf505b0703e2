import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { NumberCategory } from '../../contract/e164.ts'

export interface NumberKind {
  readonly e164: string
  readonly country: string
  readonly category: NumberCategory
  /** The area code as it is dialed in the country, digits only: `415`, `020`. */
  readonly area: string
}

/** Country, category and area of a number. A number that no country's plan knows counts as one of `fallbackCountry`. */
export function numberKind(e164: string, fallbackCountry: string): NumberKind {
  const parsed = parsePhoneNumberFromString(e164)
  const [area = ''] = parsed?.formatNational().match(/\d+/) ?? []
  return {
    e164,
    country: parsed?.country ?? fallbackCountry,
    category: parsed?.getType() === 'TOLL_FREE' ? 'tollFree' : 'local',
    area: area.slice(0, 8),
  }
}
