import type { Entitlement } from '../../contract/entitlements.ts'
import { counted } from '../../contract/plain-words.ts'
import type { UserRecord } from '../../contract/user-spec.ts'

/** The rights that somebody can lose with a licence today. Voicemail and recording join when there is something to lose. */
export const rightsInUse = ['calls', 'directNumber', 'international'] as const satisfies readonly Entitlement[]
export type RightInUse = (typeof rightsInUse)[number]

/** Whether a person makes use of a right. */
export function usesRight(record: UserRecord, right: RightInUse): boolean {
  if (right === 'directNumber') return record.numbers.length > 0
  if (right === 'calls') return record.extension !== null || record.numbers.length > 0
  return callsAbroad(record)
}

/** Whether the person may call other countries, as far as their own settings go. */
export function callsAbroad({ services }: Pick<UserRecord, 'services'>): boolean {
  const { plan, allowedCountries } = services.calling
  return plan === 'international' || (plan === 'domestic' && allowedCountries.length > 0)
}

/** What people lose with a right, in a sentence about so many of them. */
export function lossSentence(right: RightInUse, count: number, how: 'loses' | 'givesUp'): string {
  const people = counted(count, 'person', 'people')
  const their = count === 1 ? 'the' : 'their'
  if (right === 'calls') return `${people} could neither call nor be called.`
  if (right === 'directNumber')
    return how === 'givesUp'
      ? `${people} would give up ${their} phone numbers, which become free.`
      : `${people} would lose the right to ${their} phone numbers.`
  return how === 'givesUp'
    ? `${people} could call only at home: calls abroad are switched off.`
    : `${people} would lose the right to call abroad.`
}
