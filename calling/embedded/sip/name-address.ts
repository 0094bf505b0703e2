import { toWire } from './sip-message.ts'
import { type Params, parseParams, quote } from './split-text.ts'

/** A From, To, Contact or Route value (RFC 3261 §20.10): display name as written, URI as written, header parameters. */
export interface NameAddress {
  readonly display: string
  readonly uri: string
  readonly params: Params
}

const bareDisplay = /^[\w\-.!%*+`'~ \t\x80-\xff]*$/
const quotedDisplay = /^"(?:[^"\\]|\\.)*"$/s

/** Reads one `name-addr` or `addr-spec` with its parameters; null when malformed. */
export function parseNameAddress(text: string): NameAddress | null {
  const open = openingBracket(text)
  if (open === null) return null
  if (open < 0) return parseBareAddress(text)
  const close = text.indexOf('>', open)
  if (close < 0) return null
  const display = text.slice(0, open).trim()
  const uri = text.slice(open + 1, close)
  if (uri === '' || /[\s<"]/.test(uri)) return null
  if (!bareDisplay.test(display) && !quotedDisplay.test(display)) return null
  const params = parseParams(text.slice(close + 1).trim())
  return params && { display, uri, params }
}

/** Index of `<` after the display name, -1 when there is none, null when a quoted name never ends. */
function openingBracket(text: string): number | null {
  if (!text.startsWith('"')) return text.indexOf('<')
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') {
      const open = text.indexOf('<', at)
      return open < 0 ? null : open
    }
  }
  return null
}

/** RFC 3261 §20: without angle brackets all parameters belong to the header, and the URI may hold no `,` or `?`. */
function parseBareAddress(text: string): NameAddress | null {
  const semicolon = text.indexOf(';')
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  if (uri === '' || /[\s,?"]/.test(uri)) return null
  const params = parseParams(semicolon < 0 ? '' : text.slice(semicolon))
  return params && { display: '', uri, params }
}

/** Writes an address with a display name in any script. */
export function writeNameAddress(displayName: string, uri: string): string {
  return displayName === '' ? `<${uri}>` : `${quote(toWire(displayName))} <${uri}>`
}
