/** RFC 3261 §7.3.3 and the registry of compact forms. */
const compactForms: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
}

const unusualNames: Readonly<Record<string, string>> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
  'sip-etag': 'SIP-ETag',
  'sip-if-match': 'SIP-If-Match',
  'mime-version': 'MIME-Version',
  rack: 'RAck',
  rseq: 'RSeq',
}

const keyOfName = new Map<string, string>()
const nameOfKey = new Map<string, string>()
// Attackers choose header names: the caches must not grow with them.
const maximumCached = 2_000

/** The key under which a header field is found: `Via`, `VIA` and `v` are all `via`. */
export function headerKey(name: string): string {
  const known = keyOfName.get(name)
  if (known !== undefined) return known
  const lower = name.toLowerCase()
  const key = Object.hasOwn(compactForms, lower) ? (compactForms[lower] ?? lower) : lower
  if (keyOfName.size < maximumCached) keyOfName.set(name, key)
  return key
}

/** How we write the header field of that key. */
export function headerName(key: string): string {
  const known = nameOfKey.get(key)
  if (known !== undefined) return known
  const usual = key.replace(/(^|-)([a-z])/g, (_match, dash: string, letter: string) => dash + letter.toUpperCase())
  const name = Object.hasOwn(unusualNames, key) ? (unusualNames[key] ?? usual) : usual
  if (nameOfKey.size < maximumCached) nameOfKey.set(key, name)
  return name
}
