import type { SipRequest, SipResponse } from '../sip/sip-message.ts'

/** What an answer must carry so that the sender of a request recognises it. */
export interface ReturnPath {
  readonly vias: readonly string[]
  readonly from: string
  readonly to: string
}

/** How an answer to this request finds its way back: what it had before we touched it. */
export function returnPathOf(request: SipRequest): ReturnPath {
  const { headers } = request
  return { vias: headers.all('via'), from: headers.get('from') ?? '', to: headers.get('to') ?? '' }
}

/** What we alone may say to the other side's phone, and the sender's answer to our challenge. */
const notOfPhones = [
  'proxy-authorization',
  // Who calls, and by which way it came (RFC 3325 §6, RFC 5806, RFC 7044).
  'p-asserted-identity',
  'p-preferred-identity',
  'remote-party-id',
  'diversion',
  'history-info',
  // Phones pick up by themselves at some of these, which turns them into a microphone in the room (RFC 5373), or fetch what they name.
  'answer-mode',
  'priv-answer-mode',
  'alert-info',
  'call-info',
]

/** A copy of a request for its next hop (RFC 3261 §16.6): one hop less, our Via on top, without what was meant for us. */
export function copyOnward(request: SipRequest, uri: string, via: string): SipRequest {
  const headers = request.headers.copy()
  const hops = Number(headers.get('max-forwards') ?? 71)
  headers.set('max-forwards', String(hops - 1))
  headers.prepend('via', via)
  for (const key of notOfPhones) headers.remove(key)
  return { ...request, uri, headers }
}

/**
 * A response on its way back (RFC 3261 §16.7): the Vias, From and To that the other side wrote. Only the To tag is
 * new, because we may have shown another From or To to the side that answers.
 */
export function copyBack(response: SipResponse, path: ReturnPath): SipResponse {
  const headers = response.headers.copy()
  const tag = /;\s*tag\s*=\s*([^;\s]+)/i.exec(afterAddress(headers.get('to') ?? ''))?.[1]
  headers.remove('via')
  for (const via of path.vias.toReversed()) headers.prepend('via', via)
  headers.set('from', path.from)
  headers.set('to', tag === undefined || hasTag(path.to) ? path.to : `${path.to};tag=${tag}`)
  headers.remove('p-asserted-identity')
  return { ...response, headers }
}

function hasTag(address: string): boolean {
  return /;\s*tag\s*=/i.test(afterAddress(address))
}

/** Header parameters start after the URI's angle bracket. */
function afterAddress(value: string): string {
  return value.slice(value.lastIndexOf('>') + 1)
}
