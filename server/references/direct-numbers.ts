import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { listed } from '../../contract/plain-words.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { fateOfNumber, type LeavingCase, type ReferenceSource, type Settlement } from './reference.ts'

/** The leaver's direct numbers: each rests, is handed over, or is free at once. */
export const directNumbers: ReferenceSource = {
  kind: 'numbers',
  label: 'Direct numbers',
  columns: ['phone_number.user_id'],
  sentence: 'A number that rests reaches nobody for a while, and comes back if the person does.',
  async find(tx, userIds) {
    const rows = await tx.db
      .selectFrom('phone_number')
      .select(['e164', 'user_id'])
      .where('tenant_id', '=', tx.tenantId)
      .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
      .orderBy('user_id')
      .orderBy('position')
      .execute()
    return rows.map((row) => ({
      userId: row.user_id ?? '',
      key: row.e164,
      label: formatNumber(row.e164),
      ownerId: null,
    }))
  },
  choices: ({ outcome }) => ({
    all: [
      outcome === 'suspend'
        ? { value: 'keep', label: 'Stays with the person' }
        : { value: 'quarantine', label: 'Rests, then is free' },
      { value: 'successor', label: 'Goes to the successor' },
      { value: 'free', label: 'Is free at once' },
    ],
    usual: outcome === 'suspend' ? 'keep' : 'quarantine',
  }),
  settle,
}

function settle({ leaver, successor, wish }: LeavingCase): Settlement {
  const ofFate = (fate: string) => leaver.record.numbers.filter((number) => fateOfNumber(wish, number) === fate)
  const [moved, freed] = [ofFate('successor'), ofFate('free')]
  const kept = leaver.record.numbers.filter((number) => !moved.includes(number) && !freed.includes(number))
  const gone = moved.length + freed.length
  const steps = [
    ...(moved.length > 0 && successor
      ? [`${listed(moved.map(formatNumber))} ${goes(moved)} to ${successor.name}.`]
      : []),
    ...(freed.length > 0
      ? [`${listed(freed.map(formatNumber))} ${freed.length > 1 ? 'are' : 'is'} free for anybody at once.`]
      : []),
    ...(kept.length > 0 ? [`${listed(kept.map(formatNumber))} ${stays(kept, wish.outcome, leaver.name)}.`] : []),
  ]
  if (gone === 0) return { steps }
  const numbers = successor?.record.numbers ?? []
  return {
    leaver: { numbers: kept, ...withoutSeat(leaver.record, kept) },
    others: new Map(successor && moved.length > 0 ? [[successor.id, { numbers: [...numbers, ...moved] }]] : []),
    steps,
  }
}

/** A licence is for somebody who is reached on something. */
function withoutSeat({ extension, license }: LeavingCase['leaver']['record'], kept: readonly string[]): UserSpec {
  return license && !extension && kept.length === 0 ? { license: null } : {}
}

function goes(numbers: readonly string[]): string {
  return numbers.length > 1 ? 'go' : 'goes'
}

function stays(numbers: readonly string[], outcome: string, name: string): string {
  const isMany = numbers.length > 1
  if (outcome === 'suspend') return `${isMany ? 'stay' : 'stays'} with ${name}`
  return `${isMany ? 'rest' : 'rests'} for a while, so that callers do not reach a stranger`
}
