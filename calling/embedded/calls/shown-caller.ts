import { parseNameAddress, writeNameAddress } from '../sip/name-address.ts'
import { toWire } from '../sip/sip-message.ts'
import { parseUri } from '../sip/sip-uri.ts'

/**
 * Why From is rewritten. SIP usernames are random, but most phones show, and call back, what From says; few read
 * P-Asserted-Identity. So callees get the caller's name and number in both, and every later message of the dialog
 * is translated in either direction. Dialogs are matched by tags (RFC 3261 §12), which stay as they are.
 */
export function shownFrom(from: string, name: string, number: string): string {
  const address = parseNameAddress(from)
  const tag = address?.params.get('tag')
  return `${identity(from, name, number)}${tag === undefined ? '' : `;tag=${tag}`}`
}

/** The same for a caller who is not to be known (RFC 3323 §4.1.1.3). */
export function anonymousFrom(from: string): string {
  const tag = parseNameAddress(from)?.params.get('tag')
  return `${writeNameAddress('Anonymous', 'sip:anonymous@anonymous.invalid')}${tag === undefined ? '' : `;tag=${tag}`}`
}

/** A name and number as an address (RFC 3325 §9.1), at the host that the given header value names. */
export function identity(like: string, name: string, number: string): string {
  const address = parseNameAddress(like)
  const host = (address && parseUri(address.uri)?.host) || 'anonymous.invalid'
  if (number === '') return writeNameAddress(name, 'sip:anonymous@anonymous.invalid')
  return writeNameAddress(name, `sip:${escapeUser(number)}@${host}`)
}

function escapeUser(user: string): string {
  return toWire(user).replace(
    /[^\w\-.!~*'()&=+$,;?/]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
}
