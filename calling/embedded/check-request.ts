import type { Essentials } from './sip/essentials.ts'
import type { ResponseExtras } from './sip/make-response.ts'
import type { SipRequest } from './sip/sip-message.ts'
import { parseUri, type SipUri, uriScheme } from './sip/sip-uri.ts'

export interface Refusal extends ResponseExtras {
  readonly status: number
}

/** Methods that we know, whether or not we take them outside a call. */
const knownMethods = new Set(
  'INVITE ACK BYE CANCEL OPTIONS REGISTER PRACK SUBSCRIBE NOTIFY PUBLISH INFO REFER MESSAGE UPDATE'.split(' '),
)
/** What a client may require of us as registrar and user agent server. */
const supportedExtensions = new Set(['path', 'outbound'])

export const allowedMethods = 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, PRACK, UPDATE, INFO, REFER, NOTIFY'

/** Whether we know what this method means; another gets 501 (RFC 3261 §21.5.2). */
export function isKnownMethod(method: string): boolean {
  return knownMethods.has(method)
}

/** The checks that a proxy makes before it looks further (RFC 3261 §16.3); the Request-URI when all is well. */
export function checkRequest(request: SipRequest, essentials: Essentials): SipUri | Refusal {
  if (essentials.cseqMethod !== request.method) {
    return { status: 400, text: 'The method in CSeq is not that of the request.' }
  }
  return refuseHops(request) ?? refuseExtensions(request) ?? checkUri(request)
}

function checkUri(request: SipRequest): SipUri | Refusal {
  const scheme = uriScheme(request.uri)
  if (scheme !== null && !['sip', 'sips', 'tel'].includes(scheme)) {
    return { status: 416, text: `Addresses of the scheme ${scheme} cannot be called.` }
  }
  const uri = parseUri(request.uri)
  // RFC 3261 §19.1.1: header fields have no place in a Request-URI.
  if (uri?.headers !== '') return { status: 400, text: 'The Request-URI is unreadable.' }
  return uri
}

function refuseHops(request: SipRequest): Refusal | null {
  const hops = request.headers.get('max-forwards')
  if (hops === undefined) return null
  if (!/^\d{1,10}$/.test(hops) || Number(hops) > 255) return { status: 400, text: 'Max-Forwards is unreadable.' }
  // An OPTIONS for us ends here anyway (RFC 3261 §16.3 step 3).
  const endsHere = request.method === 'OPTIONS' || request.method === 'REGISTER'
  return Number(hops) > 0 || endsHere ? null : { status: 483, text: 'This request has passed too many servers.' }
}

/** RFC 3261 §16.3 step 5 and §8.2.2.3. */
function refuseExtensions(request: SipRequest): Refusal | null {
  const required = request.headers.tokens('proxy-require')
  const endsHere = request.method === 'OPTIONS' || request.method === 'REGISTER'
  if (endsHere) required.push(...request.headers.tokens('require'))
  const unknown = [...new Set(required.filter((tag) => !supportedExtensions.has(tag.toLowerCase())))]
  if (unknown.length === 0) return null
  const text = `Not supported here: ${unknown.join(', ')}.`
  return { status: 420, text, headers: [['unsupported', unknown.join(', ')]] }
}
