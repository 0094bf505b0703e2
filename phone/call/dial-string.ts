const keys = /^[\d*#+]$/

/** Whether this key is one of a dial pad. */
export function isDialKey(key: string): boolean {
  return keys.test(key)
}

/** What a typed text dials: its digits, `*`, `#` and a leading `+`; null when it is a name or nothing. */
export function dialString(text: string): string | null {
  const fromLink = text.trim().replace(/^(tel|sip):(\/\/)?/i, '')
  // Full-width and other scripts' digits are digits too, as keyboards write them.
  const plain = fromLink.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit)
  if (!/^\+?[\d*#\s().\-/\u00a0\u2010-\u2015]+$/.test(plain)) return null
  const dialed = plain.replace(/[^\d*#+]/g, '')
  return /\d|\*|#/.test(dialed) ? dialed.slice(0, 32) : null
}

/** Arabic-Indic, Devanagari and other decimal digits stand in runs of ten that begin at a zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  for (let zero = code; zero > code - 10; zero--) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) return String(code - zero)
  }
  return digit
}
