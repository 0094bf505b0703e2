import { headerKey } from './header-names.ts'
import { type HeaderField, Headers } from './headers.ts'
import { noBody, type SipMessage } from './sip-message.ts'
import { isToken, splitOutsideQuotes } from './split-text.ts'

/** Longest header section and body, and most header fields, that we read; more is an attack or an accident. */
export const messageLimits = { headerBytes: 32_768, bodyBytes: 262_144, fields: 256 } as const

/** Why a message cannot be taken as it is: the answer it deserves, if it is a request. */
export interface MessageProblem {
  readonly status: 400 | 505 | 513
  readonly text: string
}

export interface ParsedMessage {
  readonly message: SipMessage
  readonly problem: MessageProblem | null
}

/** Header fields whose comma lists are taken apart, so that each field holds one value. */
const splitKeys = new Set(['via', 'route', 'record-route', 'path', 'contact', 'service-route'])

/**
 * Reads one SIP message (RFC 3261 §7) from a datagram, a framed piece of a stream, or a WebSocket message.
 * Null when it is no SIP at all. A message with a problem carries what could be read, so that it can be answered.
 */
export function parseMessage(data: Buffer): ParsedMessage | null {
  const headerEnd = findHeaderEnd(data)
  if (headerEnd.text > messageLimits.headerBytes) return null
  const lines = unfold(data.toString('latin1', 0, headerEnd.text)).split(/\r?\n/)
  const reading = readFields(lines)
  const rest = data.subarray(headerEnd.body)
  const body = readBody(rest, reading.contentLengths)
  const headers = new Headers(reading.fields)
  return readStartLine(lines[0] ?? '', headers, body.body, reading.problem ?? body.problem)
}

/** Where the header section ends and where the body starts; a message without an empty line has no body. */
function findHeaderEnd(data: Buffer): { text: number; body: number } {
  const crlf = data.indexOf('\r\n\r\n')
  if (crlf >= 0) return { text: crlf, body: crlf + 4 }
  return { text: data.length, body: data.length }
}

/** RFC 3261 §7.3.1: a line that starts with white space continues the one before. Values are trimmed later, so the space before may stay. */
function unfold(text: string): string {
  return text.replace(/\r?\n[ \t]+/g, ' ')
}

interface FieldReading {
  readonly fields: HeaderField[]
  readonly contentLengths: string[]
  readonly problem: MessageProblem | null
}

function readFields(lines: string[]): FieldReading {
  const fields: HeaderField[] = []
  const contentLengths: string[] = []
  let problem: MessageProblem | null = lines.length > messageLimits.fields ? malformed('too many header fields') : null
  const end = Math.min(lines.length, messageLimits.fields)
  for (let at = 1; at < end; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const colon = line.indexOf(':')
    const name = colon < 0 ? '' : line.slice(0, colon).trimEnd()
    if (!isToken(name)) {
      problem ??= malformed('a header line without a name')
      continue
    }
    const key = headerKey(name)
    const value = line.slice(colon + 1).trim()
    if (key === 'content-length') contentLengths.push(value)
    else if (splitKeys.has(key) && value.includes(',')) problem ??= addList(fields, key, name, value)
    else fields.push({ key, name, value })
  }
  return { fields, contentLengths, problem }
}

function addList(fields: HeaderField[], key: string, name: string, value: string): MessageProblem | null {
  const values = splitOutsideQuotes(value, ',')
  if (values === null || values.includes('')) {
    fields.push({ key, name, value: value.split(',')[0]?.trim() ?? '' })
    return malformed(`an unreadable ${name} header field`)
  }
  for (const one of values) fields.push({ key, name, value: one })
  return null
}

/** RFC 3261 §18.3: bytes beyond Content-Length are discarded, too few are an error. */
function readBody(rest: Buffer, contentLengths: string[]): { body: Buffer; problem: MessageProblem | null } {
  if (contentLengths.length === 0) return { body: rest, problem: null }
  const [text = ''] = contentLengths
  if (contentLengths.length > 1) return { body: noBody, problem: malformed('several Content-Length header fields') }
  if (!/^\d{1,9}$/.test(text)) return { body: noBody, problem: malformed('an unreadable Content-Length') }
  const length = Number(text)
  if (length > rest.length) return { body: noBody, problem: malformed('a body shorter than its Content-Length') }
  return { body: length === rest.length ? rest : rest.subarray(0, length), problem: null }
}

const requestLine = /^(\S+) (\S+) SIP\/(\d+\.\d+)$/i
const statusLine = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i
// No two parts that could share a space: a line of thousands of them must not cost more than its length.
const brokenRequestLine = /^([A-Z]+)\s(.*)\sSIP\/2\.0\s*$/

function readStartLine(
  line: string,
  headers: Headers,
  body: Buffer,
  problem: MessageProblem | null,
): ParsedMessage | null {
  const response = statusLine.exec(line)
  if (response) {
    const [, status, phrase = ''] = response
    return { message: { kind: 'response', status: Number(status), phrase, headers, body }, problem }
  }
  const request = requestLine.exec(line)
  if (request) {
    const [, method = '', uri = '', version] = request
    const badVersion: MessageProblem | null =
      version === '2.0' ? null : { status: 505, text: 'This server speaks SIP/2.0 only' }
    const badMethod = isToken(method) ? null : malformed('an unreadable method')
    return { message: { kind: 'request', method, uri, headers, body }, problem: badVersion ?? badMethod ?? problem }
  }
  const broken = brokenRequestLine.exec(line)
  if (!broken) return null
  const [, method = '', uri = ''] = broken
  return {
    message: { kind: 'request', method, uri: uri.trim(), headers, body },
    problem: malformed('an unreadable request line'),
  }
}

function malformed(what: string): MessageProblem {
  return { status: 400, text: `The message has ${what}` }
}
