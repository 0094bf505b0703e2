import { parseNameAddress } from '../sip/name-address.ts'
import type { SipRequest } from '../sip/sip-message.ts'
import { parseUri, uriKey } from '../sip/sip-uri.ts'
import { unquote } from '../sip/split-text.ts'

export const expiryLimits = { shortest: 60, usual: 300, longest: 3_600 } as const

/** Of the Path and Call-ID of a registration. */
const maximumKept = 10

/** What a REGISTER asks for. */
export type RegisterWish =
  | { readonly kind: 'list' }
  | { readonly kind: 'removeAll' }
  | { readonly kind: 'update'; readonly contacts: readonly RequestedContact[] }
  | { readonly kind: 'refused'; readonly status: 400 | 423; readonly text: string }

export interface RequestedContact {
  /** The URI as it was written. */
  readonly uri: string
  /** Names the device (RFC 5626 §4.1), or else the address itself. */
  readonly instance: string
  readonly hasRegId: boolean
  /** 0 ends the registration. */
  readonly expiresSeconds: number
}

/** Reads the Contact and Expires header fields of a REGISTER (RFC 3261 §10.3 steps 6 and 7). */
export function readRegisterWish(request: SipRequest): RegisterWish {
  const values = request.headers.all('contact')
  const kept = [...request.headers.all('path'), request.headers.get('call-id') ?? '']
  if (kept.length > maximumKept || !kept.every(isKeepable)) return refused('Path or Call-ID is too long or unreadable')
  if (values.length === 0) return { kind: 'list' }
  const expires = request.headers.get('expires')
  if (values.includes('*')) {
    const isAlone = values.length === 1 && expires === '0'
    return isAlone ? { kind: 'removeAll' } : refused('Contact: * needs Expires: 0 and no other Contact')
  }
  const contacts: RequestedContact[] = []
  for (const value of values) {
    const contact = readContact(value, expires)
    if (contact === null) return refused('A Contact header field is unreadable, or not a sip: address')
    if (contact.expiresSeconds > 0 && contact.expiresSeconds < expiryLimits.shortest) {
      return { kind: 'refused', status: 423, text: `Register for at least ${expiryLimits.shortest} seconds` }
    }
    contacts.push(contact)
  }
  return { kind: 'update', contacts }
}

function readContact(value: string, expires: string | undefined): RequestedContact | null {
  const address = parseNameAddress(value)
  const uri = address && parseUri(address.uri)
  if (!uri || uri.scheme === 'tel' || !isKeepable(value)) return null
  const instance = unquote(address.params.get('+sip.instance') ?? '')
  const regId = address.params.get('reg-id')
  return {
    uri: address.uri,
    instance: instance === '' ? uriKey(uri) : regId === undefined ? instance : `${instance};reg-id=${regId}`,
    hasRegId: instance !== '' && regId !== undefined,
    expiresSeconds: readExpires(address.params.get('expires') ?? expires),
  }
}

/** Longer values, or such with control characters, no phone sends and no index of a database takes. */
function isKeepable(value: string): boolean {
  return /^[\x20-\x7e\x80-\xff]{0,1000}$/.test(value)
}

/** RFC 3261 §20.19: what cannot be read counts as not said. */
function readExpires(text: string | undefined): number {
  if (text === undefined || !/^\d+$/.test(text)) return expiryLimits.usual
  return Math.min(Number(text), expiryLimits.longest)
}

function refused(text: string): RegisterWish {
  return { kind: 'refused', status: 400, text }
}
