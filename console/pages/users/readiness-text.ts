import type { ReadinessLine } from '../../../contract/api/users.ts'

/** What only the person can do: sign in, and let a phone register. */
const upToThePerson: ReadonlySet<ReadinessLine['key']> = new Set(['welcomeMail', 'signedIn', 'registered'])

/** Readiness in one sentence: can they call, and if not, whose turn is it. */
export function readinessTitle(
  name: string,
  canCall: boolean,
  lines: readonly Pick<ReadinessLine, 'key' | 'isReady'>[],
): string {
  const missing = lines.filter(({ isReady }) => !isReady)
  if (missing.length === 0) return `${name} can call and be called.`
  if (missing.every(({ key }) => upToThePerson.has(key))) {
    return canCall
      ? `${name} can call and be called.`
      : `Everything is set up. ${name} can call as soon as a phone registers.`
  }
  return `${name} cannot call yet.`
}
