import { isIP } from 'node:net'

// Each parser returns the value or throws an Error whose message continues "NAME must be …".

/** A TCP or UDP port; 0 means any free one. */
export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new Error('a port number from 0 to 65535')
  return Number(text)
}

/** A range of UDP ports, both ends included. */
export interface PortRange {
  readonly first: number
  readonly last: number
}

/** `first-last`; at least 20 ports, so that a handful of calls fit. */
export function portRange(text: string): PortRange {
  const sentence = 'a range of at least 20 ports between 1024 and 65535, like 20000-20999'
  const match = /^(\d{4,5})-(\d{4,5})$/.exec(text)
  const first = Number(match?.[1])
  const last = Number(match?.[2])
  // A missing match gives NaN, which fails the comparison.
  if (!(first >= 1024 && last <= 65535 && last - first >= 19)) throw new Error(sentence)
  return { first, last }
}

const domain = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i

/** An IP address or a host name. */
export function domainOrAddress(text: string): string {
  const isMeantAsIp = /^[\d.]+$/.test(text)
  if (isIP(text) === 0 && (isMeantAsIp || !domain.test(text))) throw new Error('an IP address or a host name')
  return text
}

/** `http(s)://host[:port]`, without path, query or fragment. */
export function httpOrigin(text: string): string {
  const sentence = 'an http or https address without a path, like https://phone.example.com'
  const url = parseUrl(text, sentence)
  const isOrigin = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (!['http:', 'https:'].includes(url.protocol) || !isOrigin) throw new Error(sentence)
  return url.origin
}

/** A PostgreSQL connection URL that names a host and a database. */
export function postgresUrl(text: string): string {
  const sentence = 'a PostgreSQL address like postgres://user:password@host:5432/database'
  const url = parseUrl(text, sentence)
  const namesHost = url.hostname !== '' || url.searchParams.has('host')
  if (!['postgres:', 'postgresql:'].includes(url.protocol) || !namesHost || url.pathname.length < 2) {
    throw new Error(sentence)
  }
  return text
}

/** An SMTP submission URL. */
export function smtpUrl(text: string): string {
  const sentence = 'a mail server address like smtp://user:password@host:587'
  const url = parseUrl(text, sentence)
  if (!['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') throw new Error(sentence)
  return text
}

/** `address@domain`, or with a name in front: `Name <address@domain>`. */
export function mailbox(text: string): string {
  if (!/^(?:[^<>\r\n@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)) {
    throw new Error('a mail address, like Offhook <phone@example.com>')
  }
  return text
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** One of the log levels. */
export function logLevel(text: string): LogLevel {
  const level = logLevels.find((each) => each === text)
  if (level === undefined) throw new Error(`one of ${logLevels.join(', ')}`)
  return level
}

/** A named 256-bit key. */
export interface SecretKey {
  readonly id: string
  readonly key: Buffer
}

/** `name:base64` of 32 bytes, several separated by commas: the first seals, all open. */
export function secretKeys(text: string): readonly SecretKey[] {
  const keys = text.split(',').map((part) => secretKey(part.trim()))
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('keys with different names')
  return keys
}

function secretKey(text: string): SecretKey {
  const sentence = 'a name, a colon and 32 random bytes in base64, like main:$(openssl rand -base64 32)'
  const match = /^([a-z0-9][a-z0-9-]{0,31}):([A-Za-z0-9+/_-]{43}=?)$/.exec(text)
  if (!match?.[1] || !match[2]) throw new Error(sentence)
  const key = Buffer.from(match[2], 'base64')
  // 32 random bytes hold about 30 different values; fewer than 16 is a typed phrase or a repeated pattern.
  if (key.length !== 32 || new Set(key).size < 16) throw new Error(sentence)
  return { id: match[1], key }
}

function parseUrl(text: string, sentence: string): URL {
  const url = URL.parse(text)
  if (url === null) throw new Error(sentence)
  return url
}
