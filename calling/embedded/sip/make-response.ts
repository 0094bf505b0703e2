import { createHash } from 'node:crypto'
import { Headers } from './headers.ts'
import { reasonPhrase } from './reason-phrases.ts'
import { noBody, type SipRequest, type SipResponse, toWire } from './sip-message.ts'
import { quote } from './split-text.ts'

export interface ResponseExtras {
  readonly phrase?: string
  /** A sentence for people, carried in a Reason header field (RFC 3326, whose use in responses RFC 6432 allows). */
  readonly text?: string
  readonly headers?: readonly (readonly [key: string, value: string])[]
}

/** Our own answer to a request (RFC 3261 §8.2.6). */
export function makeResponse(request: SipRequest, status: number, extras: ResponseExtras = {}): SipResponse {
  const headers = new Headers()
  for (const value of request.headers.all('via')) headers.append('via', value)
  for (const key of ['from', 'to', 'call-id', 'cseq']) {
    const value = request.headers.get(key)
    if (value !== undefined) headers.append(key, key === 'to' && status > 100 ? withTag(value, request) : value)
  }
  if (extras.text) headers.append('reason', reasonHeader(status, extras.text))
  for (const [key, value] of extras.headers ?? []) headers.append(key, value)
  if (status > 100) headers.append('server', 'Offhook')
  return {
    kind: 'response',
    status,
    phrase: toWire(extras.phrase ?? reasonPhrase(status)).replace(/[\r\n]/g, ' '),
    headers,
    body: noBody,
  }
}

/** RFC 3326: why a request or response was sent, in words. */
export function reasonHeader(cause: number, text: string): string {
  return `SIP;cause=${cause};text=${quote(toWire(text))}`
}

/** RFC 3261 §8.2.7: a stateless answer must carry the same tag each time, so the tag is made of the request itself. */
function withTag(to: string, request: SipRequest): string {
  if (/;\s*tag\s*=/i.test(to)) return to
  const seed = `${request.headers.get('call-id')}|${request.headers.get('from')}|${request.headers.get('cseq')}`
  return `${to};tag=${createHash('md5').update(seed).digest('hex').slice(0, 16)}`
}
