import type { ForwardingRule, RuleCallers, RuleDestination } from '../../contract/services-spec.ts'
import type { Consideration, Diversion } from './call-plan.ts'
import type { CallParty, CallSituation } from './call-situation.ts'
import { isListed } from './caller-patterns.ts'
import { isWithinTimes } from './rule-times.ts'

/** Who calls, and when: what a person's own settings are asked about. */
export interface Asking {
  readonly caller: CallSituation['caller']
  readonly isAnonymous: boolean
  readonly now: Date
}

/** What a person's settings want done with a call, and what was considered on the way. */
export interface Wish {
  readonly thoughts: readonly Consideration[]
  /** `silent`: own phones are wanted, but must not be disturbed. */
  readonly kind: 'ownPhones' | 'silent' | 'blocked' | 'send'
  /** Where to, of `send` and `blocked`. */
  readonly to: RuleDestination | null
}

/** Asks a person's settings in their order: blocked callers, do not disturb, custom rules from top to bottom, always. */
export function wishOf(person: CallParty, asking: Asking): Wish {
  const { forwarding, calls } = person.services
  const thoughts: Consideration[] = []
  const think = (kind: Consideration['kind'], isTaken: boolean, sentence: string) => {
    thoughts.push({ kind, isTaken, sentence, userId: person.userId })
  }
  const block = whyBlocked(person, asking)
  if (block) {
    think('blocked', true, `${person.displayName} blocks ${block}`)
    return { thoughts, kind: 'blocked', to: forwarding.blocked }
  }
  if (forwarding.blocksAnonymous || forwarding.blockedCallers.length > 0) {
    think('blocked', false, `${person.displayName} does not block this caller`)
  }
  const ownPhones = calls.doNotDisturb ? 'silent' : 'ownPhones'
  if (calls.doNotDisturb) {
    think('doNotDisturb', true, `Do not disturb is on: the phones of ${person.displayName} stay silent`)
  }
  for (const rule of forwarding.rules) {
    const why = whyNot(rule, person, asking)
    think('rule', why === null, `Rule “${rule.name}” ${why === null ? 'matches' : `does not match: ${why}`}`)
    if (why !== null) continue
    return rule.to.kind === 'ownPhones'
      ? { thoughts, kind: ownPhones, to: null }
      : { thoughts, kind: 'send', to: rule.to }
  }
  return forwarding.always === null
    ? { thoughts, kind: ownPhones, to: null }
    : { thoughts, kind: 'send', to: forwarding.always }
}

/** Who hides is still known by number here, and so cannot get round the block. */
function whyBlocked(person: CallParty, { caller, isAnonymous }: Asking): string | null {
  const { blockedCallers, blocksAnonymous } = person.services.forwarding
  if (isAnonymous && blocksAnonymous) return 'anonymous callers'
  return isListed(blockedCallers, caller, person.country) ? 'this caller' : null
}

/** Why a rule does not match, or null when it does. */
function whyNot(rule: ForwardingRule, person: CallParty, asking: Asking): string | null {
  if (!rule.isOn) return 'it is off'
  return whyNotCaller(rule.callers, person, asking) ?? whyNotNow(rule, person, asking)
}

function whyNotCaller(callers: RuleCallers, person: CallParty, asking: Asking): string | null {
  const { caller, isAnonymous } = asking
  const isInternal = caller.userId !== null
  switch (callers.kind) {
    case 'anyone':
      return null
    case 'anonymous':
      return isAnonymous ? null : 'the caller shows a number'
    case 'internal':
      return isInternal ? null : 'the caller is no colleague'
    case 'external':
      return isInternal ? 'the caller is a colleague' : null
    case 'listed':
      // A rule must not give away who hides.
      return !isAnonymous && isListed(callers.callers, caller, person.country) ? null : 'the caller is not listed'
  }
}

function whyNotNow({ times }: ForwardingRule, person: CallParty, { now }: Asking): string | null {
  return times === null || isWithinTimes(times, now, person.timeZone) ? null : 'it is not its time'
}

/** RFC 5806 §4: the reasons of a diversion. */
export const diversionReasons = {
  busy: 'user-busy',
  noAnswer: 'no-answer',
  unreachable: 'unavailable',
  declined: 'user-busy',
} as const satisfies Record<string, Diversion['reason']>
