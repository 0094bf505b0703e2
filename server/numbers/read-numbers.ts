import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { NumbersRead } from '../../contract/api/setup.ts'
import { E164 } from '../../contract/e164.ts'

/** Most numbers that one range may name. */
const longestRange = 10_000

/** Most numbers that one text may name: anybody may send one while a company is set up. */
const mostNumbers = 50_000

/** Of more parts that cannot be read, the first ones are enough to see what is wrong. */
const mostUnread = 1000

/** Longer than any way to write two numbers. */
const longestPart = 80

/** More dashes than two numbers have, so that a text made of dashes costs little. */
const mostSplits = 9

/**
 * Reads numbers as people write them in a country: one by one, separated by commas, semicolons, tabs or lines; ranges as
 * `first - last`, the last also by its ending digits alone. Says of each part that could not be read why. Keeps the order, drops repeats.
 */
export function readNumbers(text: string, country: string): NumbersRead {
  const numbers = new Set<string>()
  const unread: { text: string; reason: string }[] = []
  for (const part of text
    .split(/[,;\t\r\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const read = numbers.size < mostNumbers ? readPart(part, country) : tooMany
    if (typeof read !== 'string') for (const number of read) numbers.add(number)
    else unread.push({ text: part.slice(0, 100), reason: read })
    if (read === tooMany) break
    if (unread.length >= mostUnread) {
      unread.push({ text: '…', reason: 'The rest was not looked at, as so much could not be read.' })
      break
    }
  }
  return { numbers: [...numbers], unread }
}

const tooMany = `One text holds at most ${mostNumbers.toLocaleString('en-US')} numbers. Send the rest apart.`

function readPart(part: string, country: string): string[] | string {
  if (part.length > longestPart) return 'This is too long for a phone number or a range of them.'
  const single = readOne(part, country)
  if (single) return [single]
  for (const split of [...splits(part)].slice(0, mostSplits)) {
    const first = readOne(split[0], country)
    const last = first && readLast(split[1], first, country)
    if (first && last) return range(first, last)
  }
  return 'This is not a phone number. Write it with its country code, like +1 415 555 0142.'
}

/** The ways in which a text could be two numbers with a dash, `to` or `..` between them. */
function* splits(part: string): Generator<[string, string]> {
  for (const match of part.matchAll(/\s*(?:[-–—]|\.\.+|\bto\b)\s*/g)) {
    yield [part.slice(0, match.index), part.slice(match.index + match[0].length)]
  }
}

function readOne(text: string, country: string): string | null {
  if (!/^[+\d\s().\-/]+$/.test(text)) return null
  const parsed = parsePhoneNumberFromString(text, country as CountryCode)
  return parsed?.isPossible() && E164.safeParse(parsed.number).success ? parsed.number : null
}

function readLast(text: string, first: string, country: string): string | null {
  const digits = text.replace(/\D/g, '')
  if (!text.startsWith('+') && digits.length > 0 && digits.length <= 4) return first.slice(0, -digits.length) + digits
  return readOne(text, country)
}

function range(first: string, last: string): string[] | string {
  const from = BigInt(first.slice(1))
  const to = BigInt(last.slice(1))
  if (first.length !== last.length) return 'The first and the last number of a range need the same number of digits.'
  if (to < from) return 'The last number of a range must not be before the first.'
  if (to - from >= BigInt(longestRange)) return `A range holds at most ${longestRange.toLocaleString('en-US')} numbers.`
  return Array.from({ length: Number(to - from) + 1 }, (_, index) => `+${from + BigInt(index)}`)
}
