import { isCompleteAddress } from '../../../contract/texts.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { LicenseFacts, Snapshot } from '../intent.ts'

/** A licence is for somebody who has something to use it with: an extension or a number. */
export function requireServiceForLicense(draft: Draft): void {
  if (draft.kind === 'delete' || !draft.license || draft.record.extension || draft.record.numbers.length > 0) return
  if (draft.spec.extension === 'auto') return
  const message = `A ${draft.license.name} licence needs an extension or a number, and this person has neither. Add an extension, or save without a licence.`
  draft.problems.push(
    problemAt('/license', 'license_without_service', message, [
      { label: 'Add an extension', set: { extension: 'auto' } },
      { label: 'Save without a licence', set: { license: null } },
    ]),
  )
}

/** An extension or number without a licence that grants calls rings nowhere: said, not refused. */
export function warnOfServiceWithoutLicense(draft: Draft, snapshot: Snapshot): void {
  if (draft.kind === 'delete') return
  if (!draft.record.extension && draft.record.numbers.length === 0) return
  if (draft.license?.entitlements.includes('calls')) return
  const offered = [...snapshot.licenses.values()].filter(
    (one) => one.entitlements.includes('calls') && one.used < one.owned,
  )
  const fixes = offered.slice(0, 2).map((one) => ({ label: `Use a ${one.name} licence`, set: { license: one.id } }))
  const message = draft.license
    ? `A ${draft.license.name} licence does not include calls: this person can neither call nor be called.`
    : 'Without a licence this person can neither call nor be called.'
  draft.problems.push(problemAt('/license', 'extension_without_license', message, fixes, 'warning'))
}

/** Phone numbers come with a licence that includes them. */
export function requireEntitlementForNumbers(draft: Draft, snapshot: Snapshot): void {
  if (draft.kind === 'delete' || draft.record.numbers.length === 0) return
  if (!draft.license || draft.license.entitlements.includes('directNumber')) return
  const able = [...snapshot.licenses.values()].filter((one) => one.entitlements.includes('directNumber'))
  const better = able.find((one) => one.used < one.owned) ?? able[0]
  const message = `A ${draft.license.name} licence does not include a phone number${better ? `; ${better.name} does` : ''}.`
  const fixes = [
    ...(better ? [{ label: `Use ${better.name}`, set: { license: better.id } }] : []),
    { label: 'Save without a number', set: { numbers: [] } },
  ]
  draft.problems.push(problemAt('/numbers', 'number_without_entitlement', message, fixes))
}

/** Seats that the plan takes from each pool, less those it gives back. A row that cannot be carried out does neither. */
export function seatsNeeded(drafts: readonly Draft[]): Map<string, number> {
  const needed = new Map<string, number>()
  const add = (license: string | null | undefined, seats: number) => {
    if (license) needed.set(license, (needed.get(license) ?? 0) + seats)
  }
  for (const draft of drafts.filter(isPossible)) {
    const before = draft.facts?.record.license
    if (before === draft.record.license) continue
    add(before, -1)
    add(draft.record.license, 1)
  }
  return needed
}

function isPossible({ problems }: Draft): boolean {
  return problems.every((problem) => problem.severity === 'warning')
}

/** No pool is overdrawn: the rows that come too late say so, and how many are owned. */
export function requireFreeSeats(drafts: readonly Draft[], snapshot: Snapshot): void {
  const needed = seatsNeeded(drafts)
  for (const license of snapshot.licenses.values()) {
    let short = license.used + (needed.get(license.id) ?? 0) - license.owned
    for (const draft of drafts.toReversed()) {
      if (short <= 0) break
      if (!isPossible(draft) || draft.record.license !== license.id || draft.facts?.record.license === license.id)
        continue
      draft.problems.push(poolEmpty(license, snapshot))
      short -= 1
    }
  }
}

function poolEmpty(license: LicenseFacts, snapshot: Snapshot) {
  const shared = (one: LicenseFacts) => one.entitlements.filter((right) => license.entitlements.includes(right)).length
  const others = [...snapshot.licenses.values()]
    .filter((one) => one.id !== license.id && one.used < one.owned)
    .sort((a, b) => shared(b) - shared(a))
  const fixes = [
    ...others
      .slice(0, 1)
      .map((one) => ({ label: `Use ${one.name} (${one.owned - one.used} left)`, set: { license: one.id } })),
    { label: 'Save without a licence', set: { license: null, extension: null, numbers: [] } },
  ]
  const message =
    license.owned === 0
      ? `The company owns no ${license.name} licence. Choose another, or ask your operator for some.`
      : `All ${license.owned} ${license.name} licences are in use. Free one, or ask your operator for more.`
  return problemAt('/license', 'license_pool_empty', message, fixes, 'shortage')
}

/** Help must find the person: the site's or their own emergency address should be complete. */
export function warnOfEmergencyAddress(draft: Draft): void {
  if (draft.kind === 'delete' || !draft.site || !draft.record.extension) return
  if (isCompleteAddress(draft.record.emergencyAddress ?? draft.site.emergencyAddress)) return
  const message = `${draft.site.name} has no complete emergency address, so help would not know where to go.`
  draft.problems.push(problemAt('/emergencyAddress', 'emergency_address_missing', message, [], 'warning'))
}
