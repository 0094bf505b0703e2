import { parseNameAddress } from '../sip/name-address.ts'
import type { SipMessage } from '../sip/sip-message.ts'
import { parseUri } from '../sip/sip-uri.ts'
import type { FlowTokens, OpenedToken } from './flow-token.ts'

/** The URI of the first Contact: the remote target of a dialog (RFC 3261 §12.1). */
export function contactUri(message: SipMessage): string | null {
  return parseNameAddress(message.headers.get('contact') ?? '')?.uri ?? null
}

/** Our signed token in a Route or Record-Route value, if it is one of this call. */
export function openRoute(route: string, tokens: FlowTokens, callId: string): OpenedToken | null {
  const address = parseNameAddress(route)
  const uri = address && parseUri(address.uri)
  return uri ? tokens.open(uri.user, callId) : null
}

/** The proxies between us and the callee: what was record-routed after us, nearest to us first (RFC 3261 §12.1.2). */
export function calleeRoutes(answer: SipMessage, tokens: FlowTokens, callId: string): string[] {
  const recorded = answer.headers.all('record-route')
  const ours = recorded.findIndex((route) => openRoute(route, tokens, callId) !== null)
  return recorded.slice(0, Math.max(0, ours)).toReversed()
}
