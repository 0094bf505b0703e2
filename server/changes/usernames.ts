import type { Id } from '../../contract/ids.ts'

interface Named {
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly username?: string | undefined
}

/**
 * Usernames to try for this person, best first: `maya.ortiz`, `maya.ortiz2` …; made from what was typed where something was. The
 * last one ends in digits of the person's id, so that the hundredth Maya Ortiz gets one, too.
 */
export function usernameCandidates(person: Named, userId: Id): string[] {
  const typed = person.username && person.username !== 'auto' ? person.username : null
  const base = typed ?? baseFromName(person.firstName ?? '', person.lastName ?? '')
  if (!base) return []
  const rare = String(Number.parseInt(userId.slice(-10), 16)).slice(-8)
  return [base, ...Array.from({ length: 18 }, (_, index) => `${base}${index + 2}`), `${base}${rare}`]
}

function baseFromName(firstName: string, lastName: string): string {
  return [firstName, lastName]
    .map((name) => plainLetters(name.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{M}\p{N}]+/gu, ''))
    .filter(Boolean)
    .join('.')
    .slice(0, 64)
    .replace(/[\ud800-\udbff]$/, '')
}

const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Latin letters lose their accents (they are hard to type on another's keyboard); other scripts stay as they are. */
export function plainLetters(text: string): string {
  return text
    .replace(/[ßæœøłđðþı]/g, (letter) => latin[letter] ?? letter)
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => letter.normalize('NFKD').replace(/\p{M}/gu, ''))
}
