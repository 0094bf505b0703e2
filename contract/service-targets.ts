import type { Destination, ServicesSpec } from './services-spec.ts'

/** A user or number that a setting of somebody names. */
export interface ServiceTarget {
  readonly kind: 'user' | 'number'
  /** The user's id, or the number in E.164. */
  readonly target: string
  /** The setting that names it, as history spells it: `services.forwarding.always`. */
  readonly field: string
  /** Where it stands in the services, as a JSON pointer below `/services`. */
  readonly pointer: string
}

/** Everybody and every number that these services point at. */
export function targetsOf(services: ServicesSpec): ServiceTarget[] {
  const { forwarding = {}, callerId } = services
  const found: ServiceTarget[] = []
  const add = (setting: string, to: { readonly kind: string } | null | undefined, pointer = setting) => {
    if (!isRinging(to)) return
    to.targets.forEach((one, index) => {
      const target = one.kind === 'user' ? one.userId : one.number
      const at = `/forwarding/${pointer}/targets/${index}`
      found.push({ kind: one.kind, target, field: `services.forwarding.${setting}`, pointer: at })
    })
  }
  for (const setting of ['always', 'busy', 'noAnswer', 'unreachable', 'blocked'] as const)
    add(setting, forwarding[setting])
  forwarding.rules?.forEach((rule, index) => {
    add('rules', rule.to, `rules/${index}/to`)
  })
  if (callerId?.number)
    found.push({
      kind: 'number',
      target: callerId.number,
      field: 'services.callerId.number',
      pointer: '/callerId/number',
    })
  return found
}

function isRinging(to: { readonly kind: string } | null | undefined): to is Extract<Destination, { kind: 'ring' }> {
  return to?.kind === 'ring'
}
