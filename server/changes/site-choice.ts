import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { Intent, SiteFacts, UserFacts } from './intent.ts'

/** The site that the intent names by id or name, else the user's own. */
export function siteOfIntent(
  intent: Intent,
  sites: ReadonlyMap<Id, SiteFacts>,
  users: ReadonlyMap<Id, UserFacts>,
): SiteFacts | undefined {
  const { site } = intent.spec
  if (site === undefined) return sites.get(users.get(intent.userId)?.record.site ?? '')
  return sites.get(site) ?? findNamed(sites, site)
}

/** Finds a site or licence by its name, without regard to case and spaces. */
export function findNamed<T extends { nameKey: string }>(all: ReadonlyMap<Id, T>, name: string): T | undefined {
  const key = textKey(name)
  for (const one of all.values()) if (one.nameKey === key) return one
  return undefined
}
