/**
 * The one place that decides when two texts count as the same, how they sort and what finds them. Stored as plain
 * columns (`collate "C"`), so that the plan, the constraint and the index cannot disagree over İ, ς or ß.
 */

// Twice, because lowering can make letters that compose or fold anew (Unicode 3.13, toNFKC_Casefold). ς is σ at the end of a
// word, which the beginning of a word typed so far cannot know.
function fold(text: string): string {
  return foldOnce(foldOnce(text))
}

function foldOnce(text: string): string {
  const lower = text.normalize('NFKC').toUpperCase().toLowerCase()
  return lower.replaceAll('i\u0307', 'i').replaceAll('ς', 'σ').normalize('NFKC')
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
}

/** Two usernames, e-mail addresses or names of things with the same key are the same. */
export function textKey(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim()
}

/** The longest key that the database keeps an index of (a row of a B-tree has at most 2,704 bytes). */
const longestKey = 300

/** Whether a text's key can be kept: a few characters of some scripts unfold to many. */
export function hasShortKey(text: string): boolean {
  return textKey(text).length <= longestKey
}

/** The beginning of a text, cut between characters and never through one. */
function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}

/** Sorts people by last name, then first name, without regard to case and accents. */
export function personSortKey(firstName: string, lastName: string): string {
  return beginning(`${withoutAccents(textKey(lastName))} ${withoutAccents(textKey(firstName))}`.trim(), 200)
}

/** Sorts extensions as numbers: 999 before 1042. */
export function extensionSortKey(extension: string): string {
  return String(extension.length).padStart(2, '0') + extension
}

/** What a search for one word compares with: tokens begin with it. */
export function searchKey(text: string): string {
  return beginning(withoutAccents(textKey(text)), 64)
}

/**
 * The words of a search box, each to be found as the beginning of a token. Numbers typed with punctuation become digits, without
 * the zeros that stand before an area or country code.
 */
export function searchWords(query: string): string[] {
  if (/^[+\d\s().-]*\d[+\d\s().-]*$/.test(query)) return [withoutZeros(query.replace(/\D/g, ''))]
  return textKey(query).split(' ').filter(Boolean).map(searchKey).slice(0, 6)
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}

interface Findable {
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly email: string
  readonly extension: string | null
  readonly numbers: readonly string[]
}

/** The distinct tokens under which a person is found, each at most 64 characters. */
export function searchTokens(person: Findable): string[] {
  const tokens = new Set<string>()
  for (const text of [person.firstName, person.lastName, person.username, person.email]) addWords(tokens, text)
  if (person.extension) tokens.add(person.extension)
  for (const number of person.numbers) addNumber(tokens, number)
  return [...tokens]
}

function addWords(tokens: Set<string>, text: string): void {
  tokens.add(searchKey(text))
  const whole = textKey(text)
  for (const word of [...whole.split(' '), ...whole.split(/[^\p{L}\p{M}\p{N}]+/u)]) {
    const key = searchKey(word)
    if (key) tokens.add(key)
    if (isWrittenWithoutSpaces(key)) for (let i = 1; i < Math.min(key.length, 12); i++) tokens.add(key.slice(i))
  }
}

function isWrittenWithoutSpaces(word: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+$/u.test(word)
}

/** A number is found by all its digits, without its country code (1 to 3 digits), and by its last four. */
function addNumber(tokens: Set<string>, e164: string): void {
  const digits = e164.replace(/\D/g, '')
  for (const skip of [0, 1, 2, 3, -4]) tokens.add(withoutZeros(digits.slice(skip)))
}
