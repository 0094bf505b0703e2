import type { Headers } from '../sip/headers.ts'
import { parseNameAddress, writeNameAddress } from '../sip/name-address.ts'

/** What a phone asks of us as its privacy service (RFC 3323 §4.2). */
export interface PrivacyWish {
  readonly isAnonymous: boolean
  /** It would rather not call than be known by what we cannot hide: addresses of the network and of the media. */
  readonly isImpossible: boolean
}

/** Reads the Privacy header, and a From that names nobody (RFC 3323 §4.1.1.3). */
export function privacyWish(headers: Headers, fromHost: string): PrivacyWish {
  const wanted = headers.all('privacy').flatMap((value) =>
    value
      .toLowerCase()
      .split(/[;,]/)
      .map((one) => one.trim()),
  )
  const asks = (...kinds: string[]) => kinds.some((kind) => wanted.includes(kind))
  return {
    isAnonymous: isNobody(fromHost) || asks('id', 'user', 'header'),
    isImpossible: asks('critical') && asks('header', 'session'),
  }
}

/** Whether an address says that its owner is not to be known. */
export function isNobody(host: string): boolean {
  return host.toLowerCase() === 'anonymous.invalid'
}

/** RFC 5379 §5.1: what may tell who somebody is, besides From and identities. */
const telling = [
  'call-info',
  'in-reply-to',
  'organization',
  'reply-to',
  'subject',
  'user-agent',
  'server',
  'referred-by',
]

/** Takes out of a message of somebody anonymous what could tell who they are. */
export function hideSender(headers: Headers): void {
  for (const key of telling) headers.remove(key)
  const contact = parseNameAddress(headers.get('contact') ?? '')
  if (!contact || contact.display === '') return
  const params = [...contact.params].map(([key, value]) => (value === '' ? `;${key}` : `;${key}=${value}`))
  headers.set('contact', `${writeNameAddress('', contact.uri)}${params.join('')}`)
}
