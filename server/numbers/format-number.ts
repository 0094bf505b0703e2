import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** An E.164 number as people write it internationally, like `+1 415 555 0142`. */
export function formatNumber(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}
