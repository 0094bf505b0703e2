import { type ServiceTarget, targetsOf } from '../../../contract/service-targets.ts'
import type { ServicesSpec } from '../../../contract/services-spec.ts'
import { callsAbroad } from '../../licenses/rights-in-use.ts'
import { formatNumber } from '../../numbers/format-number.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { NumberFacts, Snapshot } from '../intent.ts'

/** Calls are forwarded to people who are here, and to somebody else than the person themself. */
export function requireForwardingTargets(draft: Draft, snapshot: Snapshot): void {
  for (const one of namedTargets(draft)) {
    if (one.kind !== 'user') continue
    if (one.target === draft.intent.userId)
      refuse(draft, one, 'forwarding_to_self', 'Calls cannot be forwarded to the person they come from.')
    else if (!snapshot.targets.has(one.target))
      refuse(
        draft,
        one,
        'forwarding_target_unknown',
        'The person that calls would be forwarded to is not here any more. Choose another.',
      )
  }
}

/** A number shown outside must be one that the company holds. */
export function requireOwnCallerId(draft: Draft, snapshot: Snapshot): void {
  const number = draft.spec.services?.callerId?.number
  if (!number) return
  const facts = snapshot.numbers.get(number)
  if (!facts || isAsleep(facts, snapshot) || facts.way) {
    const message = `${formatNumber(number)} is not among your company’s numbers, so it cannot be shown as caller ID.`
    const fixes = [{ label: 'Show the usual number', set: { services: { callerId: { number: null } } } }]
    draft.problems.push(problemAt('/services/callerId/number', 'caller_id_not_held', message, fixes))
  } else if (
    !facts.isShared &&
    facts.userId &&
    facts.userId !== draft.intent.userId &&
    !draft.record.numbers.includes(number)
  ) {
    const message = `${formatNumber(number)} is ${facts.userName}’s direct number: whoever calls back reaches ${facts.userName}.`
    draft.problems.push(problemAt('/services/callerId/number', 'caller_id_of_another', message, [], 'warning'))
  }
}

/** A number that rests is nobody's; unless this plan brings back the person it rests for. */
function isAsleep({ restsUntil, reservedForUserId }: NumberFacts, snapshot: Snapshot): boolean {
  return restsUntil !== null && !(reservedForUserId !== null && snapshot.targets.has(reservedForUserId))
}

/** Calls to other countries come with a licence that includes them. */
export function requireInternationalEntitlement(draft: Draft, snapshot: Snapshot): void {
  const isWanted = callsAbroad(draft.record)
  if (draft.kind === 'delete' || !isWanted || !draft.license || draft.license.entitlements.includes('international'))
    return
  const able = [...snapshot.licenses.values()].filter((one) => one.entitlements.includes('international'))
  const better = able.find((one) => one.used < one.owned) ?? able[0]
  const message = `A ${draft.license.name} licence does not include international calls${better ? `; ${better.name} does` : ''}.`
  const fixes = [
    ...(better ? [{ label: `Use ${better.name}`, set: { license: better.id } }] : []),
    { label: 'Allow domestic calls only', set: { services: { calling: { plan: 'domestic', allowedCountries: [] } } } },
  ]
  draft.problems.push(problemAt('/services/calling/plan', 'international_without_entitlement', message, fixes))
}

function namedTargets(draft: Draft): ServiceTarget[] {
  const named: ServicesSpec | undefined = draft.kind === 'delete' ? undefined : draft.spec.services
  return named ? targetsOf(named) : []
}

function refuse(
  draft: Draft,
  one: ServiceTarget,
  code: 'forwarding_to_self' | 'forwarding_target_unknown',
  message: string,
): void {
  draft.problems.push(problemAt(`/services${one.pointer}`, code, message))
}
