import { z } from 'zod'
import { hasShortKey } from './text-keys.ts'

// Half characters cannot be stored; a turn of direction (UAX #9) makes a name read as another.
const control = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** One line of text in any script, trimmed; `max` counts characters as JavaScript does. */
export function line(max: number, what = 'This') {
  return z
    .string()
    .trim()
    .max(max, `${what} must be at most ${max} characters.`)
    .refine((text) => !control.test(text), `${what} must not contain line breaks or control characters.`)
    .refine(hasShortKey, `${what} is too long.`)
}

/** As `line`, and not empty. */
export function filledLine(max: number, what = 'This') {
  return line(max, what).min(1, `${what} is required.`)
}

/** A person's first or last name, in any script. */
export const PersonName = filledLine(128, 'The name')

/** What a person signs in with: letters of any script, digits and `. _ @ + - / '`, 1 to 128 characters. Unique in the tenant without regard to case. */
export const Username = filledLine(128, 'The username').regex(
  /^[\p{L}\p{M}\p{N}._@+\-/']*$/u,
  "Use letters, digits and . _ @ + - / ' only, without spaces.",
)

/** A mail address (RFC 5321 sizes; international addresses allowed). */
export const Email = filledLine(254, 'The e-mail address').regex(
  /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.)*[\p{L}\p{N}][\p{L}\p{N}-]{0,62}$/u,
  'Must be an e-mail address, like maya@acme.com.',
)

/** A password that a person chooses: 10 to 256 characters, any. */
export const NewPassword = z.string().min(10, 'Use at least 10 characters.').max(256, 'Use at most 256 characters.')

/** ISO 3166-1 alpha-2 country code, upper case. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'Must be a two-letter country code, like US.')

/** BCP 47 language tag, like `en-US`. */
export const LanguageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Must be a language, like en-US.')

/** IANA time zone name. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'Must be a time zone, like Europe/Berlin.')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A postal address as people write it; `country` decides what the other parts mean. */
export const PostalAddress = z.strictObject({
  line1: line(128, 'The street').default(''),
  line2: line(128, 'The second line').default(''),
  city: line(128, 'The city').default(''),
  state: line(64, 'The state').default(''),
  postalCode: line(32, 'The postal code').default(''),
  country: CountryCode,
})
export type PostalAddress = z.infer<typeof PostalAddress>

/** Whether help could find this address: street, city and country are there. */
export function isCompleteAddress(address: PostalAddress | null): boolean {
  return address !== null && address.line1 !== '' && address.city !== ''
}
