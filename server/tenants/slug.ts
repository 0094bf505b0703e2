import { searchKey } from '../../contract/text-keys.ts'

/** Short names for a company's links, best first; always at least one. Letters of any script stay. */
export function slugCandidates(name: string): string[] {
  const base = searchKey(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const stem = base || 'company'
  return [stem, ...Array.from({ length: 98 }, (_, index) => `${stem}-${index + 2}`)]
}
