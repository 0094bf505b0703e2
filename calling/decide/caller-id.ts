import type { CallParty, CallSituation } from './call-situation.ts'

/** A name and number as the other side sees them. */
export interface Shown {
  readonly name: string
  readonly number: string
}

/** What colleagues see: the internal name, and the extension; who has none, by the number shown outside. */
export function shownInside(person: CallParty): Shown {
  const { internalName } = person.services.callerId
  return { name: internalName ?? person.displayName, number: person.extension ?? shownOutside(person).number }
}

/** What people outside see: the person's choice, else the site's main number where the site says so, else the primary number. */
export function shownOutside(person: CallParty): Shown {
  const { number, name } = person.services.callerId
  return { name: name ?? person.displayName, number: number ?? person.siteNumber ?? person.numbers[0] ?? '' }
}

/** How the caller appears on the phones that ring. */
export function shownCaller(caller: CallSituation['caller']): Shown {
  return caller.userId === null ? { name: '', number: caller.number ?? '' } : shownInside(caller)
}

/** Whether the caller wants to stay unknown: an administrator set it, the phone asked for it, or no number came. */
export function isAnonymous(caller: CallSituation['caller'], asksPrivacy: boolean): boolean {
  if (asksPrivacy) return true
  return caller.userId === null ? caller.number === null : caller.services.callerId.isBlocked
}
