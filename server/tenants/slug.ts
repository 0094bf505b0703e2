import { searchKey } from '../../contract/text-keys.ts'
import { plainLetters } from '../changes/usernames.ts'

/** Short names for a company's links, best first; always at least one. Latin letters lose their accents, those of other scripts stay. */
export function slugCandidates(name: string): string[] {
  const base = plainLetters(searchKey(name))
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const stem = base || 'company'
  return [stem, ...Array.from({ length: 98 }, (_, index) => `${stem}-${index + 2}`)]
}
