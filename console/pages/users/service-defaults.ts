import type { LicenseView } from '../../../contract/api/licenses.ts'
import type { SiteView } from '../../../contract/api/sites.ts'
import type { UserDraft } from './user-draft.ts'

type Services = Pick<UserDraft, 'license' | 'extension' | 'numbers'>

/** What a person is offered at first: a licence that grants calls and has some left, an extension, and a number where there is one. */
export function firstServices(licenses: readonly LicenseView[], freeNumbers: number): Services {
  const license = licenses.find(({ free, entitlements }) => free > 0 && entitlements.includes('calls'))
  const hasNumber = freeNumbers > 0 && license?.entitlements.includes('directNumber')
  return { license: license?.id ?? '', extension: 'auto', numbers: hasNumber ? ['auto'] : [] }
}

/** The site that the list is narrowed to, else the one where most people are. */
export function likelySite(sites: readonly Pick<SiteView, 'id' | 'users'>[], filtered: string | undefined): string {
  if (sites.some(({ id }) => id === filtered)) return filtered ?? ''
  return sites.toSorted((a, b) => b.users - a.users)[0]?.id ?? ''
}

/** How many of these numbers could be chosen at this site: those of its country. */
export function freeNumbersFor(
  site: Pick<SiteView, 'country'> | undefined,
  numbers: readonly { readonly country: string }[],
): number {
  return numbers.filter(({ country }) => country === site?.country).length
}
