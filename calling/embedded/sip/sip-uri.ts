import { fromWire } from './sip-message.ts'
import { type Params, parseParams } from './split-text.ts'

/** A `sip:`, `sips:` or `tel:` URI (RFC 3261 §19.1, RFC 3966); `user` keeps its escapes. */
export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel'
  readonly user: string
  readonly host: string
  readonly port: number | null
  readonly params: Params
  /** What follows `?`. */
  readonly headers: string
}

const uriPattern =
  /^(sips?):(?:([^@\s<>"]*)@)?(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?((?:;[^?\s<>"]*)?)(?:\?([^\s<>"]*))?$/i
const telPattern = /^tel:(\+?[0-9A-Da-d*#().-]+)((?:;[^?\s<>"]*)?)$/i
const brokenEscape = /%(?![0-9a-f]{2})/i

/** Reads a URI of a scheme we know; null when it is malformed or of another scheme (see `uriScheme`). */
export function parseUri(text: string): SipUri | null {
  const match = uriPattern.exec(text)
  if (!match) return parseTel(text)
  const [, scheme = '', user = '', host = '', port, paramText = '', headers = ''] = match
  if (user !== '' && brokenEscape.test(user)) return null
  const params = parseParams(paramText)
  const portNumber = port === undefined ? null : Number(port)
  if (params === null || portNumber === 0 || (portNumber ?? 0) > 65_535) return null
  return {
    scheme: scheme.length === 3 ? 'sip' : 'sips',
    user: withoutPassword(user),
    host: host.toLowerCase(),
    port: portNumber,
    params,
    headers,
  }
}

function parseTel(text: string): SipUri | null {
  const match = telPattern.exec(text)
  const params = match && parseParams(match[2] ?? '')
  if (!match || !params) return null
  return { scheme: 'tel', user: (match[1] ?? '').replace(/[().-]/g, ''), host: '', port: null, params, headers: '' }
}

function withoutPassword(user: string): string {
  const colon = user.indexOf(':')
  return colon < 0 ? user : user.slice(0, colon)
}

/** The scheme of any absolute URI in lower case, or null when the text has none. */
export function uriScheme(text: string): string | null {
  return /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? null
}

/** The user part as people write it: escapes resolved, UTF-8. */
export function readUser(uri: SipUri): string {
  return fromWire(uri.user.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))))
}

const comparedParams = ['transport', 'user', 'ttl', 'method', 'maddr']

/** Two URIs with the same key are the same address (RFC 3261 §19.1.4); parameters outside its list are ignored. */
export function uriKey(uri: SipUri): string {
  const user = uri.user.replace(/%([0-9a-f]{2})/gi, (match, hex: string) => {
    const char = String.fromCharCode(parseInt(hex, 16))
    return /[\w\-.!~*'()]/.test(char) ? char : match.toLowerCase()
  })
  const params = comparedParams.map((name) => uri.params.get(name)?.toLowerCase() ?? '')
  return `${uri.scheme}:${user}@${uri.host}:${uri.port ?? ''};${params.join(';')}`
}
