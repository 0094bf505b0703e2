import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readEssentials } from './essentials.ts'
import { messageLimits, parseMessage } from './parse-message.ts'
import { fromWire } from './sip-message.ts'
import { writeMessage } from './write-message.ts'

/** A message as one writes it: line breaks become CRLF. */
function message(text: string, body = ''): Buffer {
  return Buffer.from(`${text.trim().replaceAll('\n', '\r\n')}\r\n\r\n${body}`)
}

const invite = `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa
Max-Forwards: 70
From: Alice <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: one
CSeq: 1 INVITE`

function problemOf(data: Buffer): string | null {
  const parsed = parseMessage(data)
  if (!parsed) return 'no SIP'
  if (parsed.problem) return parsed.problem.text
  const essentials = readEssentials(parsed.message)
  return typeof essentials === 'string' ? essentials : null
}

describe('a message', () => {
  it('is read and written again byte for byte, whatever script it is in', () => {
    const body = 'v=0\r\ns=Grüße 你好\r\n'
    const data = message(
      `${invite}\nSubject: ключ 🔑\nContent-Type: application/sdp\nContent-Length: ${Buffer.byteLength(body)}`,
      body,
    )
    const parsed = parseMessage(data)
    expect(parsed?.problem).toBeNull()
    expect(fromWire(parsed?.message.headers.get('subject') ?? '')).toBe('ключ 🔑')
    if (parsed) expect(writeMessage(parsed.message).toString()).toBe(data.toString())
  })

  it('may use compact names, any case and white space', () => {
    const { headers } = parseMessage(message(`${invite}\nm :  <sip:a@b>\nSUPPORTED: a , b`))?.message ?? {}
    expect(headers?.get('contact')).toBe('<sip:a@b>')
    expect(headers?.get('supported')).toBe('a , b')
    expect(headers?.tokens('supported')).toEqual(['a', 'b'])
  })

  it('unfolds lines that start with white space', () => {
    const data = Buffer.from(`${invite.replaceAll('\n', '\r\n')}\r\nSubject: hello\r\n\t world\r\n\r\n`)
    expect(parseMessage(data)?.message.headers.get('subject')).toBe('hello world')
  })

  it('has one value a field where a header is a list, but not at commas in quotes or brackets', () => {
    const contacts = '"Last, First" <sip:a,b@c>, <sip:d@e>;x="1,2"'
    const { headers } =
      parseMessage(message(`${invite}\nContact: ${contacts}\nRoute: <sip:r1>,<sip:r2>`))?.message ?? {}
    expect(headers?.all('contact')).toEqual(['"Last, First" <sip:a,b@c>', '<sip:d@e>;x="1,2"'])
    expect(headers?.all('route')).toEqual(['<sip:r1>', '<sip:r2>'])
  })

  it('ends where Content-Length says', () => {
    expect(parseMessage(message(`${invite}\nl: 3`, 'abcdef'))?.message.body.toString()).toBe('abc')
  })

  it.each<[what: string, data: Buffer, words: string | null]>([
    ['nothing but noise', Buffer.from('hello there, who are you?'), 'no SIP'],
    ['an HTTP request', message('GET / HTTP/1.1\nHost: x'), 'no SIP'],
    ['a status beyond 699', message('SIP/2.0 4294967301 better not'), 'no SIP'],
    ['another version', message(invite.replace('SIP/2.0', 'SIP/7.0')), 'SIP/2.0 only'],
    ['a Request-URI with spaces', message(invite.replace('sip:bob@', 'sip:bo b@')), 'request line'],
    ['a body that is too short', message(`${invite}\nContent-Length: 9`, 'abc'), 'shorter'],
    ['a negative length', message(`${invite}\nContent-Length: -9`), 'unreadable Content-Length'],
    ['two lengths', message(`${invite}\nContent-Length: 0\nl: 0`), 'several Content-Length'],
    ['a line without a name', message(`${invite}\nthis is no header`), 'without a name'],
    ['an empty list entry', message(`${invite}\nRoute: <sip:r1>,,<sip:r2>`), 'unreadable Route'],
    ['a quote that never ends', message(invite.replace('Alice ', '"Alice ')), 'From'],
    ['an unquoted comma in a name', message(invite.replace('Alice ', 'A, B ')), 'From'],
    ['white space in an address', message(invite.replace('<sip:bob', '< sip:bob')), 'To'],
    ['empty Via parameters', message(invite.replace(';branch', ';;,;,,;branch')), 'Via'],
    ['no Call-ID', message(invite.replace('Call-ID: one\n', '')), 'Call-ID'],
    ['a Call-ID with a NUL', message(invite.replace('Call-ID: one', 'Call-ID: o\0ne')), 'Call-ID'],
    ['two Call-IDs', message(`${invite}\ni: two`), 'more than one call-id'],
    ['a CSeq beyond 2**31', message(invite.replace('CSeq: 1', 'CSeq: 36893488147419103232')), 'CSeq'],
    ['nothing wrong', message(invite), null],
  ])('with %s is told apart', (_what, data, words) => {
    if (words === null) expect(problemOf(data)).toBeNull()
    else expect(problemOf(data)).toContain(words)
  })

  it('has its limits', () => {
    expect(parseMessage(message(`${invite}\nSubject: ${'x'.repeat(messageLimits.headerBytes)}`))).toBeNull()
    const many = Array.from({ length: messageLimits.fields }, (_, at) => `X-${at}: 1`).join('\n')
    expect(problemOf(message(`${invite}\n${many}`))).toContain('too many header fields')
  })

  // Where two parts of a pattern could share the spaces, one such datagram would keep the whole server busy for hours.
  it.each<[what: string, change: (text: string, spaces: string) => string]>([
    ['instead of a request line', (_text, spaces) => `A${spaces}`],
    ['in the request line', (text, spaces) => text.replace(' sip:bob', `${spaces}sip:bob`)],
    ['after the request line', (text, spaces) => text.replace('SIP/2.0\n', `SIP/2.0${spaces}x\n`)],
    ['in a Via', (text, spaces) => text.replace('192.0.2.1;', `192.0.2.1${spaces}x;`)],
    ['before the port of a Via', (text, spaces) => text.replace('192.0.2.1;', `192.0.2.1:${spaces}x;`)],
    ['in a folded line', (text, spaces) => `${text}\nSubject: a\n b${spaces}c`],
    ['in an address', (text, spaces) => text.replace('<sip:bob', `"b${spaces}" x${spaces}<sip:bob`)],
    ['before a tag', (text, spaces) => text.replace(';tag', `;${spaces}tag`)],
    ['in CSeq', (text, spaces) => text.replace('CSeq: 1 ', `CSeq: 1${spaces}x `)],
  ])('is read at once, though there are thousands of spaces %s', (_what, change) => {
    const data = message(change(invite, ' '.repeat(10_000)))
    for (let count = 0; count < 500; count++) problemOf(data)
  })
})

const tortureFolder = fileURLToPath(new URL('../../../../shared/data/sip-torture/', import.meta.url))
const files = listFiles()

function listFiles(): string[] {
  try {
    return readdirSync(tortureFolder).filter((name) => name.endsWith('.dat'))
  } catch {
    return []
  }
}

/** The messages of RFC 4475 that a parser must refuse; all others it must understand. */
const refused: Record<string, RegExp> = {
  badinv01: /Via/,
  clerr: /shorter/,
  ncl: /Content-Length/,
  scalar02: /CSeq/,
  scalarlg: /CSeq/,
  quotbal: /To/,
  lwsruri: /request line/,
  lwsstart: /request line/,
  trws: /request line/,
  badaspec: /To/,
  baddn: /From/,
  badvers: /SIP\/2.0 only/,
  bigcode: /no SIP/,
  insuf: /Call-ID|From|To/,
  multi01: /more than one/,
  mcl01: /several Content-Length/,
}

it.each(files)('treats %s as RFC 4475 asks', (file) => {
  const problem = problemOf(readFileSync(`${tortureFolder}${file}`))
  const expected = refused[file.replace('.dat', '')]
  if (expected) expect(problem).toMatch(expected)
  else expect(problem).toBeNull()
})
