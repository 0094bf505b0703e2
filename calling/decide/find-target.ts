import type { Id } from '../../contract/ids.ts'
import type { Destination, ForwardTarget } from '../../contract/services-spec.ts'
import type { CallTrouble, Consideration } from './call-plan.ts'
import type { CallParty, CallSituation } from './call-situation.ts'
import { forbiddenOutside } from './calling-permission.ts'
import { readPublicNumber } from './public-number.ts'

/** A target of forwarding: a person, or why there is nobody. */
export type Found = { readonly person: CallParty } | { readonly missing: Consideration }

const whoLeft = 'Somebody whom the call should go to is not here any more'

/** Whom a target of somebody's forwarding means. A call to the outside is the forwarder's, and so is the permission for it. */
export function findTarget(target: ForwardTarget, from: CallParty, situation: CallSituation): Found {
  const missing = (sentence: string, trouble: CallTrouble) => ({
    missing: { kind: 'skipped', isTaken: true, sentence, userId: from.userId, trouble } as const,
  })
  const owner = target.kind === 'user' ? target.userId : situation.ownNumbers.get(target.number)
  if (owner) {
    const person = personOf(owner, situation)
    return person ? { person } : missing(whoLeft, 'target_gone')
  }
  if (target.kind === 'user') return missing(whoLeft, 'target_gone')
  if (owner === null) return missing(`${target.number} is yours, but rings nobody`, 'target_gone')
  const why = whyNotOutside(target.number, from, situation)
  return missing(`${from.displayName}’s calls cannot go on to ${target.number}: ${why}`, 'outside_unreachable')
}

function whyNotOutside(e164: string, from: CallParty, { hasTrunk }: CallSituation): string {
  const number = readPublicNumber(e164, from.country)
  if (!number) return 'it is no number that can be called'
  const forbidden = forbiddenOutside(from, number)
  if (forbidden) return forbidden.reason
  return hasTrunk
    ? 'forwarded calls cannot be carried outside yet'
    : 'calls to the outside need a trunk, and none is connected'
}

function personOf(userId: Id, { people, callee }: CallSituation): CallParty | undefined {
  return callee?.userId === userId ? callee : people.get(userId)
}

/** The targets of a setting as a person would name them. */
export function inWords(to: Extract<Destination, { kind: 'ring' }>, situation: CallSituation): string {
  const names = to.targets.map((target) =>
    target.kind === 'number' ? target.number : (personOf(target.userId, situation)?.displayName ?? 'somebody who left'),
  )
  if (names.length === 1) return names.join('')
  return to.order === 'together' ? `${names.join(', ')}, all together` : names.join(', then ')
}
