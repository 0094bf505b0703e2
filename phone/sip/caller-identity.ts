import type { Peer } from '../call/call-state.ts'

/** As much of a SIP message as the caller's name needs. */
export interface HeaderSource {
  getHeader(name: string): string | undefined
}

/** Who calls: what the network asserts (RFC 3325 P-Asserted-Identity) before what the caller says (From). */
export function callerOf(message: HeaderSource): Peer {
  const asserted = message.getHeader('P-Asserted-Identity')
  return (asserted && readNameAddr(asserted)) || readNameAddr(message.getHeader('From') ?? '') || nobody
}

/** Who answered, when the network says so; null otherwise. */
export function assertedPeerOf(message: HeaderSource): Peer | null {
  const asserted = message.getHeader('P-Asserted-Identity')
  return asserted ? readNameAddr(asserted) : null
}

/** The text and the cause of a `Reason` header (RFC 3326) for protocol SIP. */
export function reasonOf(message: HeaderSource): { status: number | null; text: string | null } {
  const header = message.getHeader('Reason') ?? ''
  const cause = /;\s*cause\s*=\s*(\d{3})/i.exec(header)?.[1]
  const text = /;\s*text\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]
  return { status: cause ? Number(cause) : null, text: text ? unescapeQuoted(text) : null }
}

const nobody: Peer = { name: null, number: '' }

/** `"Łukasz Żółć" <sip:1043@acme>`, `Łukasz <tel:+1415…>` or a bare URI (RFC 3261 §20.10); null when it names nobody. */
export function readNameAddr(header: string): Peer | null {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"\s*<([^>]*)>/.exec(header)
  const plain = quoted ? null : /^\s*([^<"]*?)\s*<([^>]*)>/.exec(header)
  const uri = quoted?.[2] ?? plain?.[2] ?? /^\s*([^;\s]+)/.exec(header)?.[1] ?? ''
  const name = quoted ? unescapeQuoted(quoted[1] ?? '').trim() : (plain?.[1] ?? '')
  const number = userOf(uri)
  if (!name && !number) return null
  const isAnonymous = number.toLowerCase() === 'anonymous'
  return { name: name && name !== number ? name : null, number: isAnonymous ? '' : number }
}

function userOf(uri: string): string {
  const user = /^(?:sips?:([^@;]*)@|tel:([^;]*))/i.exec(uri)
  const raw = (user?.[1] ?? user?.[2] ?? '').split(/[:;]/)[0] ?? ''
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

function unescapeQuoted(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}
