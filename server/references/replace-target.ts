import type { Destination, Forwarding, ForwardTarget, UserServices } from '../../contract/services-spec.ts'

const slots = ['always', 'busy', 'noAnswer', 'unreachable', 'blocked'] as const

/** Whom or what a forwarding may no longer ring, and who rings instead; null: nobody. */
export interface Replacement {
  readonly gone: ReadonlySet<string>
  readonly by: string | null
  /** Whose settings these are: nobody forwards to themself. */
  readonly ownerId: string
}

/** The settings of a forwarding that change when these targets go; what rings nobody any more is off. */
export function withoutTargets({ forwarding }: UserServices, replacement: Replacement): Partial<Forwarding> {
  const changed: Partial<Forwarding> = {}
  for (const slot of slots) {
    const to = forwarding[slot]
    if (to && names(to, replacement)) changed[slot] = rerouted(to, replacement)
  }
  if (forwarding.rules.some(({ to }) => to.kind === 'ring' && names(to, replacement)))
    changed.rules = forwarding.rules.flatMap((rule) => {
      if (rule.to.kind !== 'ring' || !names(rule.to, replacement)) return [rule]
      const to = rerouted(rule.to, replacement)
      return to ? [{ ...rule, to }] : []
    })
  return changed
}

function names(to: Destination, { gone }: Replacement): boolean {
  return to.kind === 'ring' && to.targets.some((target) => gone.has(idOf(target)))
}

function rerouted(to: Destination, { gone, by, ownerId }: Replacement): Destination | null {
  if (to.kind !== 'ring') return to
  const kept = new Map<string, ForwardTarget>()
  for (const target of to.targets) {
    const id = idOf(target)
    if (!gone.has(id)) kept.set(id, target)
    else if (by !== null && by !== ownerId) kept.set(by, { kind: 'user', userId: by })
  }
  return kept.size > 0 ? { ...to, targets: [...kept.values()] } : null
}

function idOf(target: ForwardTarget): string {
  return target.kind === 'user' ? target.userId : target.number
}
