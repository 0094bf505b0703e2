import type { Problem, ProblemCode } from '../../contract/problems.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { problemAt } from '../problem-error.ts'
import type { Intent, Snapshot, UserFacts } from './intent.ts'
import { whyBlocked } from './rules/extension-rules.ts'

export interface RestoreWish {
  readonly spec: UserSpec
  /** What the person had and cannot have back. */
  readonly problems: readonly Problem[]
}

/** What the rows of one plan that come back have asked for so far, so that two do not ask for the same. */
export class Returning {
  readonly #asked = new Set<string>()
  readonly #seats = new Map<string, number>()

  /** Whether this row is the first to ask for it. */
  isFirst(kind: 'extension' | 'number' | 'username', value: string): boolean {
    const key = `${kind} ${value}`
    if (this.#asked.has(key)) return false
    this.#asked.add(key)
    return true
  }

  /** Whether one of so many free seats is left for this row. */
  takesSeat(license: string, free: number): boolean {
    const asked = this.#seats.get(license) ?? 0
    if (asked >= free) return false
    this.#seats.set(license, asked + 1)
    return true
  }
}

/** The spec of a restore: what the person gave up and is still free, under what the caller asks for. The rest is named in warnings. */
export function restoreWish(intent: Intent, snapshot: Snapshot, returning: Returning): RestoreWish {
  const facts = snapshot.users.get(intent.userId)
  if (!facts) return { spec: intent.spec, problems: [] }
  const problems: Problem[] = []
  const lost: Lost = (field, code, message) => problems.push(problemAt(field, code, message, [], 'warning'))
  const { spec } = intent
  const wish: UserSpec = {
    ...(spec.extension === undefined ? extensionBack(facts, snapshot, returning, lost) : {}),
    ...(spec.numbers === undefined ? numbersBack(intent, facts, snapshot, returning, lost) : {}),
    ...(spec.username === undefined ? usernameBack(intent, facts, snapshot, returning, lost) : {}),
    ...(spec.externalId === undefined ? externalIdBack(intent, facts, snapshot, lost) : {}),
    ...spec,
  }
  const isReached = wish.extension || (wish.numbers?.length ?? 0) > 0
  const license = spec.license === undefined ? licenseBack(facts, snapshot, returning, Boolean(isReached), lost) : {}
  return { spec: { ...license, ...wish }, problems }
}

type Lost = (field: string, code: ProblemCode, message: string) => void

function extensionBack({ gaveUp }: UserFacts, snapshot: Snapshot, returning: Returning, lost: Lost): UserSpec {
  const had = gaveUp?.extension
  if (!had) return {}
  const blocked = whyBlocked(had, snapshot)
  if (blocked) {
    lost('/extension', blocked.code, blocked.message)
    return {}
  }
  if (!snapshot.extensions.has(had) && returning.isFirst('extension', had)) return { extension: had }
  lost('/extension', 'extension_taken', `Extension ${had} now belongs to somebody else.`)
  return {}
}

function numbersBack(
  intent: Intent,
  { gaveUp }: UserFacts,
  snapshot: Snapshot,
  returning: Returning,
  lost: Lost,
): UserSpec {
  const isFree = (number: string) => {
    const facts = snapshot.numbers.get(number)
    return facts && !facts.userId && !facts.way && (!facts.restsUntil || facts.reservedForUserId === intent.userId)
  }
  const numbers = (gaveUp?.numbers ?? []).filter((number) => {
    if (isFree(number) && returning.isFirst('number', number)) return true
    lost('/numbers', 'number_taken', `${number} is no longer free.`)
    return false
  })
  return { numbers }
}

function usernameBack(
  intent: Intent,
  { record }: UserFacts,
  snapshot: Snapshot,
  returning: Returning,
  lost: Lost,
): UserSpec {
  const key = textKey(record.username)
  const owner = snapshot.usernames.get(key)
  if ((owner === undefined || owner === intent.userId) && returning.isFirst('username', key)) return {}
  const message = `The username ${record.username} now belongs to somebody else, so a new one is chosen.`
  lost('/username', 'username_taken', message)
  return { username: 'auto' }
}

function externalIdBack(intent: Intent, { record }: UserFacts, snapshot: Snapshot, lost: Lost): UserSpec {
  const { externalId } = record
  const owner = externalId === null ? undefined : snapshot.externalIds.get(externalId)
  if (owner === undefined || owner === intent.userId) return {}
  lost('/externalId', 'external_id_taken', `The external id ${externalId} now belongs to somebody else.`)
  return { externalId: null }
}

function licenseBack(
  { gaveUp }: UserFacts,
  snapshot: Snapshot,
  returning: Returning,
  isReached: boolean,
  lost: Lost,
): UserSpec {
  if (!gaveUp?.license) return {}
  const license = snapshot.licenses.get(gaveUp.license)
  if (!license) lost('/license', 'license_unknown', 'The licence they held no longer exists.')
  else if (!isReached)
    lost(
      '/license',
      'license_without_service',
      `Without an extension or number, the ${license.name} licence stays free.`,
    )
  else if (returning.takesSeat(license.id, license.owned - license.used)) return { license: license.id }
  else lost('/license', 'license_pool_empty', `No ${license.name} licence is free.`)
  return {}
}
