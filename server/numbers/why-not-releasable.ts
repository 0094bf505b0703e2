import type { Problem } from '../../contract/problems.ts'
import { problemAt } from '../problem-error.ts'
import { formatNumber } from './format-number.ts'
import type { HeldNumber } from './inventory-store.ts'
import type { NumberUse, SiteUse } from './number-uses.ts'

/** What stands in the way of releasing these numbers, and what to know beforehand. With `willDetach` they are taken from whoever has or shows them. */
export function whyNotReleasable(
  wanted: readonly string[],
  held: ReadonlyMap<string, HeldNumber>,
  uses: { readonly people: readonly NumberUse[]; readonly sites: readonly SiteUse[] },
  willDetach: boolean,
): Problem[] {
  const usesOf = Map.groupBy(uses.people, (use) => use.number)
  const siteOf = new Map(uses.sites.map((use) => [use.number, use.siteName]))
  return wanted.flatMap((number, index) => {
    const at = `/numbers/${index}`
    const own = whyNot(formatNumber(number), held.get(number), willDetach, at)
    return [
      ...(own ? [own] : []),
      ...mainNumberOf(number, siteOf.get(number), at),
      ...shownBy(number, usesOf.get(number) ?? [], willDetach, at),
    ]
  })
}

function mainNumberOf(number: string, site: string | undefined, at: string): Problem[] {
  if (!site) return []
  const message = `${formatNumber(number)} is the main number of ${site}. Choose another one there first.`
  return [problemAt(at, 'still_in_use', message)]
}

function whyNot(display: string, number: HeldNumber | undefined, willDetach: boolean, at: string): Problem | null {
  if (!number) return problemAt(at, 'still_in_use', `${display} is not yours to release.`)
  const { record, userName, standsInFor } = number
  if (standsInFor)
    return problemAt(
      at,
      'number_in_porting',
      `${display} stands in for ${formatNumber(standsInFor)} while that is being ported. Complete or cancel the porting first.`,
    )
  if (record.porting)
    return problemAt(at, 'number_in_porting', `${display} is being ported. Cancel the porting instead.`)
  if (record.releasedAt) return problemAt(at, 'still_in_use', `${display} is released already.`)
  if (userName && !willDetach)
    return problemAt(at, 'still_in_use', `${display} belongs to ${userName}. Take it from ${userName} first.`, [
      { label: `Take it from ${userName}`, set: { detach: true } },
    ])
  if (record.restsUntil)
    return problemAt(
      at,
      'still_in_use',
      `${display} rests until ${record.restsUntil.slice(0, 10)} for somebody who may come back. End its rest first.`,
    )
  return null
}

function shownBy(number: string, uses: readonly NumberUse[], willDetach: boolean, at: string): Problem[] {
  const display = formatNumber(number)
  const showing = uses.filter(({ field }) => field === 'services.callerId.number')
  const forwarding = uses.filter(({ field }) => field !== 'services.callerId.number')
  return [
    ...(showing.length > 0 && !willDetach
      ? [
          problemAt(at, 'number_shown_as_caller_id', `${namesOf(showing)} shows ${display} as caller ID.`, [
            { label: 'Let them show their usual number', set: { detach: true } },
          ]),
        ]
      : []),
    ...(forwarding.length > 0
      ? [
          problemAt(
            at,
            'still_in_use',
            `Calls of ${namesOf(forwarding)} are forwarded to ${display}, which will be somebody else’s.`,
            [],
            'warning',
          ),
        ]
      : []),
  ]
}

/** "Maya Ortiz", "Maya Ortiz and 3 more". */
export function namesOf(uses: readonly NumberUse[]): string {
  const names = [...new Set(uses.map(({ userName }) => userName))]
  const [first = ''] = names
  return names.length < 2 ? first : `${first} and ${names.length - 1} more`
}
