import type { Id } from '../../contract/ids.ts'
import type { SiteFacts, UserFacts } from './intent.ts'
import { siteOfIntent } from './site-choice.ts'
import { numberPoolOf, rangeOf, type Wish } from './wish.ts'

/** The last digits of a number, as many as the extensions of the range have; null where they lie outside it. */
export function endOf(
  number: string | undefined,
  range: Pick<SiteFacts, 'extensionFrom' | 'extensionTo'>,
): string | null {
  const end = number?.slice(-range.extensionFrom.length)
  return end && range.extensionFrom <= end && end <= range.extensionTo ? end : null
}

/** The extensions that a plan may choose because a number ends in them: whose owners the plan must know. */
export function endsToTry(
  wishes: readonly Wish[],
  sites: ReadonlyMap<Id, SiteFacts>,
  users: ReadonlyMap<Id, UserFacts>,
  freeNumbers: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const ends = new Set<string>()
  for (const intent of wishes) {
    const site = siteOfIntent(intent, sites, users)
    if (!intent.spec.extension || site?.extensionPolicy !== 'numberEnd') continue
    const facts = users.get(intent.userId)
    const [wish] = intent.spec.numbers ?? []
    const pool = numberPoolOf(site, intent.profile)
    const named = [wish, facts?.record.numbers[0], facts?.gaveUp?.numbers[0]]
    for (const number of [...named, ...(wish === 'auto' ? (freeNumbers.get(pool.key) ?? []) : [])]) {
      const end = endOf(number, rangeOf(site, intent.profile))
      if (end) ends.add(end)
    }
  }
  return ends
}
