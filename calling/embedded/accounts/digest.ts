import { hash, timingSafeEqual } from 'node:crypto'
import type { SipAccount } from '../../engine.ts'
import { fromWire } from '../sip/sip-message.ts'
import { splitOutsideQuotes, unquote } from '../sip/split-text.ts'
import type { DigestAlgorithm } from './challenge-choice.ts'

/** What a phone answers to a challenge (RFC 7616 §3.4). */
export interface DigestAnswer {
  readonly username: string
  readonly realm: string
  readonly nonce: string
  readonly uri: string
  readonly algorithm: DigestAlgorithm
  readonly response: string
  /** Null for phones of RFC 2069, which know neither `qop` nor `nc`. */
  readonly protection: { readonly cnonce: string; readonly nc: string } | null
}

/** Reads an Authorization value; null when it is another scheme, incomplete, or of an algorithm we do not offer. */
export function parseDigestAnswer(value: string): DigestAnswer | null {
  if (!/^digest\s/i.test(value)) return null
  const parts = readAuthParams(value.slice(7))
  const algorithm = (parts?.get('algorithm') ?? 'MD5').toUpperCase()
  const nonce = parts?.get('nonce')
  const response = parts?.get('response')
  const username = parts?.get('username')
  if (!parts || !nonce || !response || !username || !isPossible(username)) return null
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return null
  const qop = parts.get('qop')?.toLowerCase()
  const nc = parts.get('nc') ?? ''
  if (qop !== undefined && (qop !== 'auth' || !/^[0-9a-f]{8}$/i.test(nc))) return null
  return {
    username: fromWire(username),
    realm: parts.get('realm') ?? '',
    nonce,
    uri: parts.get('uri') ?? '',
    algorithm,
    response: response.toLowerCase(),
    protection: qop === undefined ? null : { cnonce: parts.get('cnonce') ?? '', nc },
  }
}

/** Ours are random letters and digits. What cannot be one is neither looked up nor remembered. */
function isPossible(username: string): boolean {
  return /^[\x20-\x7e\x80-\xff]{1,128}$/.test(username)
}

function readAuthParams(text: string): Map<string, string> | null {
  const parts = splitOutsideQuotes(text, ',')
  if (!parts) return null
  const params = new Map<string, string>()
  for (const part of parts) {
    const equals = part.indexOf('=')
    if (equals > 0) params.set(part.slice(0, equals).trim().toLowerCase(), unquote(part.slice(equals + 1).trim()))
  }
  return params
}

/** Whether the answer was made with this account's secret (RFC 7616 §3.4.1, RFC 8760). */
export function isRightAnswer(answer: DigestAnswer, account: SipAccount | undefined, method: string): boolean {
  const isSha256 = answer.algorithm === 'SHA-256'
  // An unknown account costs the same work as a known one.
  const secret = account ? (isSha256 ? account.ha1Sha256 : account.ha1Md5) : 'unknown'
  const algorithm = isSha256 ? 'sha256' : 'md5'
  const request = hash(algorithm, `${method}:${answer.uri}`)
  const middle = answer.protection ? `${answer.protection.nc}:${answer.protection.cnonce}:auth:` : ''
  const expected = Buffer.from(hash(algorithm, `${secret}:${answer.nonce}:${middle}${request}`))
  const actual = Buffer.from(answer.response)
  return actual.length === expected.length && timingSafeEqual(actual, expected) && account !== undefined
}

/** The value of one challenge header field (RFC 7616 §3.3). */
export function challengeValue(realm: string, nonce: string, algorithm: DigestAlgorithm, isStale: boolean): string {
  return `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${isStale ? ', stale=true' : ''}`
}
