/** Parameters after an address or Via, by name in lower case; a flag has the value ''. */
export type Params = ReadonlyMap<string, string>

const noParams: Params = new Map()
const tokenPattern = /^[\w\-.!%*+`'~]+$/

/** Whether `text` is a token of RFC 3261 §25.1. */
export function isToken(text: string): boolean {
  return tokenPattern.test(text)
}

/**
 * Splits at a separator that stands outside quoted strings and angle brackets.
 * Null when a quote or bracket never ends.
 */
export function splitOutsideQuotes(text: string, separator: string): string[] | null {
  const parts: string[] = []
  let from = 0
  while (from <= text.length) {
    const end = endOfPart(text, from, separator)
    if (end < 0) return null
    parts.push(text.slice(from, end).trim())
    from = end + 1
  }
  return parts
}

/** Index of the next separator outside quotes and brackets, or the end of the text; -1 when a quote or bracket never ends. */
function endOfPart(text: string, from: number, separator: string): number {
  let isQuoted = false
  let isBracketed = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (isQuoted) {
      if (char === '\\') at++
      else if (char === '"') isQuoted = false
    } else if (char === '"') isQuoted = true
    else if (char === '<') isBracketed = true
    else if (char === '>') isBracketed = false
    else if (char === separator && !isBracketed) return at
  }
  return isQuoted || isBracketed ? -1 : text.length
}

/** Reads `;name=value;flag`. Null when a parameter is empty, its name no token, or a quote never ends. */
export function parseParams(text: string): Params | null {
  if (text === '') return noParams
  const parts = splitOutsideQuotes(text, ';')
  if (parts === null || parts[0] !== '') return null
  const params = new Map<string, string>()
  for (const part of parts.slice(1)) {
    const equals = part.indexOf('=')
    const name = (equals < 0 ? part : part.slice(0, equals)).trimEnd().toLowerCase()
    if (!isToken(name)) return null
    params.set(name, equals < 0 ? '' : part.slice(equals + 1).trimStart())
  }
  return params
}

/** The text of a quoted string, or the token as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text
  return text.slice(1, -1).replace(/\\(.)/gs, '$1')
}

/** A quoted-string (RFC 3261 §25.1) of any text; line breaks become spaces. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]/g, ' ')}"`
}
