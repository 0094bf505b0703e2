import type { CallParty } from '../../calling/decide/call-situation.ts'
import type { PreviewWarning } from '../../contract/api/call-preview.ts'
import type { CallerPattern, ForwardingRule, RuleCallers } from '../../contract/services-spec.ts'

/** Rules that can never decide anything, because one above them always does; and `always`, when a rule does. */
export function rulesThatNeverMatch({ services }: CallParty): PreviewWarning[] {
  const { rules, always } = services.forwarding
  const found: PreviewWarning[] = []
  const hidden = (sentence: string, field: string) => found.push({ code: 'rule_never_matches', sentence, field })
  rules.forEach((rule, index) => {
    if (!rule.isOn) return
    const by = hiderOf(rule, rules.slice(0, index))
    if (by)
      hidden(
        `Rule “${rule.name}” never matches: “${by.name}” above it takes all its calls.`,
        `/forwarding/rules/${index}`,
      )
  })
  const last = hiderOf({ callers: { kind: 'anyone' }, times: null }, rules)
  if (always && last) hidden(`“Always” never applies: rule “${last.name}” takes all calls.`, '/forwarding/always')
  return found
}

/** The rule that takes all that `rule` could take, alone or as the last of several. */
function hiderOf(
  rule: Pick<ForwardingRule, 'callers' | 'times'>,
  above: readonly ForwardingRule[],
): ForwardingRule | undefined {
  const active = above.filter((other) => other.isOn && (other.times === null || isSame(other.times, rule.times)))
  const alone = active.find((other) => includes(other.callers, rule.callers))
  if (alone) return alone
  const both = (['internal', 'external'] as const).map((kind) => active.find((other) => other.callers.kind === kind))
  return both[0] && both[1] ? active.findLast((other) => both.includes(other)) : undefined
}

function includes(wider: RuleCallers, narrower: RuleCallers): boolean {
  if (wider.kind === 'anyone' || isSame(wider, narrower)) return true
  if (wider.kind !== 'listed' || narrower.kind !== 'listed') return false
  return narrower.callers.every((pattern) => wider.callers.some((other) => isSame(other, pattern)))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A list of blocked callers that leaves out no number of the world. */
export function blocksEverybody({ services, displayName }: CallParty): PreviewWarning[] {
  const { blockedCallers } = services.forwarding
  const starts = Array.from({ length: 90 }, (_, index) => `+${index + 10}`)
  if (!starts.every((start) => blockedCallers.some((pattern) => covers(pattern, start)))) return []
  const sentence = `The blocked callers of ${displayName} include every number outside.`
  return [{ code: 'blocks_everybody', sentence, field: '/forwarding/blockedCallers' }]
}

function covers(pattern: CallerPattern, start: string): boolean {
  return pattern.kind === 'prefix' && start.startsWith(pattern.prefix)
}
