import type { CallPlan, CallTrouble } from '../../calling/decide/call-plan.ts'
import type { CallParty, CallSituation } from '../../calling/decide/call-situation.ts'
import { findTarget } from '../../calling/decide/find-target.ts'
import type { PreviewWarning } from '../../contract/api/call-preview.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import { blocksEverybody, rulesThatNeverMatch } from './hidden-rules.ts'
import type { PreviewPath } from './preview-path.ts'

/** Where calls to this person would be lost: in their settings as a whole, and on the way of this call. */
export function warningsOf(
  person: CallParty,
  situation: CallSituation,
  plan: CallPlan,
  path: PreviewPath,
): PreviewWarning[] {
  const found = [
    ...ofTargets(person, situation),
    ...ofPlan(plan),
    ...ofSilence(person),
    ...rulesThatNeverMatch(person),
    ...blocksEverybody(person),
    ...ofPath(person, path),
  ]
  const seen = new Set<string>()
  return found.filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence))
}

/** Every target that a setting names, whether this call goes there or not. */
function ofTargets(person: CallParty, situation: CallSituation): PreviewWarning[] {
  return targetsOf({ forwarding: person.services.forwarding }).flatMap(({ kind, target, pointer }) => {
    const named = kind === 'user' ? { kind, userId: target } : { kind, number: target }
    const one = findTarget(named, person, situation)
    if ('missing' in one) return warning(one.missing.trouble ?? 'target_gone', one.missing.sentence, pointer)
    const { displayName, userId, isSuspended, mayCall } = one.person
    if (userId === person.userId) return warning('target_is_self', `${displayName} forwards to themself`, pointer)
    if (isSuspended) return warning('target_suspended', `${displayName} is suspended`, pointer)
    return mayCall ? [] : warning('target_suspended', `${displayName} has no licence for calls`, pointer)
  })
}

/** On any way that this call could take, answered or not. */
function ofPlan({ steps }: CallPlan): PreviewWarning[] {
  return steps.flatMap(({ because }) =>
    because.flatMap(({ trouble, sentence }) => (trouble ? warning(trouble, sentence, '') : [])),
  )
}

function ofSilence({ services, displayName }: CallParty): PreviewWarning[] {
  const { forwarding, calls } = services
  if (!calls.doNotDisturb || forwarding.busy || forwarding.always) return []
  const sentence = `Do not disturb is on and nothing says where calls go: whoever calls ${displayName} hears the busy tone`
  return warning('silent_without_forwarding', sentence, '/calls/doNotDisturb')
}

function ofPath(person: CallParty, { outcome, unregistered }: PreviewPath): PreviewWarning[] {
  if (outcome.kind !== 'lost' || unregistered.length === 0) return []
  const isOwn = unregistered.includes(person.userId)
  return warning(
    'nobody_registered',
    'No phone on the way of this call is registered now, and no rule says where it goes then: it would be lost',
    isOwn && person.services.forwarding.unreachable === null ? '/forwarding/unreachable' : '',
  )
}

function warning(code: PreviewWarning['code'] | CallTrouble, sentence: string, field: string): PreviewWarning[] {
  return [{ code, sentence: `${sentence}.`, field }]
}
