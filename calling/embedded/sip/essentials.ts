import { type NameAddress, parseNameAddress } from './name-address.ts'
import type { SipMessage } from './sip-message.ts'
import { parseVia, type Via } from './via.ts'

/** What every message must carry (RFC 3261 §8.1.1), read once. */
export interface Essentials {
  readonly callId: string
  readonly cseq: number
  readonly cseqMethod: string
  readonly from: NameAddress
  readonly to: NameAddress
  readonly fromTag: string
  readonly toTag: string
  readonly via: Via
}

const onlyOnce = ['call-id', 'cseq', 'from', 'to', 'max-forwards', 'expires'] as const
const printable = /^[\x20-\x7e\x80-\xff]+$/
const cseqPattern = /^(\d{1,10})\s+(\S+)$/

/** Reads the essentials, or says in a sentence what is wrong with them. */
export function readEssentials(message: SipMessage): Essentials | string {
  const { headers } = message
  for (const key of onlyOnce) if (hasTwice(message, key)) return `The message has more than one ${key} header field`
  const via = parseVia(headers.get('via') ?? '')
  if (!via) return 'The Via header field is missing or unreadable'
  const from = parseNameAddress(headers.get('from') ?? '')
  if (!from) return 'The From header field is missing or unreadable'
  const to = parseNameAddress(headers.get('to') ?? '')
  if (!to) return 'The To header field is missing or unreadable'
  const callId = headers.get('call-id')
  if (!callId) return 'The Call-ID header field is missing'
  // RFC 3261 §25.1: words. It is stored with the call, and no database keeps a NUL.
  if (!printable.test(callId)) return 'The Call-ID header field is unreadable'
  const cseq = cseqPattern.exec(headers.get('cseq') ?? '')
  // RFC 3261 §8.1.1.5: less than 2**31.
  if (!cseq || Number(cseq[1]) >= 2 ** 31) return 'The CSeq header field is missing or unreadable'
  return {
    callId,
    cseq: Number(cseq[1]),
    cseqMethod: cseq[2] ?? '',
    from,
    to,
    fromTag: from.params.get('tag') ?? '',
    toTag: to.params.get('tag') ?? '',
    via,
  }
}

function hasTwice(message: SipMessage, key: string): boolean {
  let seen = 0
  for (const field of message.headers) if (field.key === key) seen++
  return seen > 1
}
