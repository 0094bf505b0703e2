import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { UserRecord } from '../../contract/user-spec.ts'
import type { TenantTx } from '../db/database.ts'
import type { Intent, UserFacts } from './intent.ts'
import { usernameCandidates } from './usernames.ts'

type Users = ReadonlyMap<Id, UserFacts>

/** Who has which username, among those that the plan may give or suggest. Alternatives are asked for only where the first choice is taken. */
export async function loadUsernames(tx: TenantTx, intents: readonly Intent[], users: Users): Promise<Map<string, Id>> {
  const wishes = intents
    .map((intent) => usernamesToTry(intent, users.get(intent.userId)?.record).map(textKey))
    .filter((keys) => keys.length > 0)
  const firsts = wishes.flatMap(([first]) => first ?? [])
  const wanted = new Map<string, number>()
  for (const key of firsts) wanted.set(key, (wanted.get(key) ?? 0) + 1)
  const taken = await ownersOf(tx, firsts)
  const contested = wishes.filter(([first = '']) => taken.has(first) || (wanted.get(first) ?? 0) > 1)
  for (const [key, id] of await ownersOf(tx, contested.flat())) taken.set(key, id)
  return taken
}

function usernamesToTry(intent: Intent, record: UserRecord | undefined): string[] {
  const { username, firstName = record?.firstName, lastName = record?.lastName } = intent.spec
  const isDeleted = record?.state === 'deleted'
  if (!intent.isNew && !username && !isDeleted) return []
  const typed = username === 'auto' ? undefined : (username ?? record?.username)
  const fromTyped = typed ? usernameCandidates({ username: typed }, intent.userId) : []
  // Who comes back and finds their username taken gets one made from the name.
  const fromName = typed && !isDeleted ? [] : usernameCandidates({ firstName, lastName }, intent.userId)
  return [...fromTyped, ...fromName]
}

async function ownersOf(tx: TenantTx, keys: readonly string[]): Promise<Map<string, Id>> {
  if (keys.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('app_user')
    .select(['username_key', 'id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('username_key', '=', anyOf(keys))
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.username_key, row.id]))
}

/** Who has which external id, among those that the plan would give. */
export async function loadExternalIds(
  tx: TenantTx,
  intents: readonly Intent[],
  users: Users,
): Promise<Map<string, Id>> {
  const named = intents.flatMap((intent) => {
    const record = users.get(intent.userId)?.record
    return intent.spec.externalId ?? (record?.state === 'deleted' ? record.externalId : null) ?? []
  })
  if (named.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('app_user')
    .select(['external_id', 'id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('external_id', '=', anyOf(named))
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.external_id ?? '', row.id]))
}

/** The extensions that the plan may give: named, had before by whoever comes back, or the end of a number. */
export function extensionsNamed(intents: readonly Intent[], users: Users, ends: Iterable<string>): Set<string> {
  const named = new Set(ends)
  for (const intent of intents) {
    if (intent.spec.extension && intent.spec.extension !== 'auto') named.add(intent.spec.extension)
    const gaveUp = users.get(intent.userId)?.gaveUp?.extension
    if (gaveUp) named.add(gaveUp)
  }
  return named
}

/** Who has which of these extensions. */
export async function loadExtensions(tx: TenantTx, named: ReadonlySet<string>): Promise<Map<string, Id>> {
  if (named.size === 0) return new Map()
  const rows = await tx.db
    .selectFrom('extension')
    .select(['number', 'user_id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('number', '=', anyOf(named))
    .execute()
  return new Map(rows.map((row) => [row.number, row.user_id]))
}

/** `= any(…)`: one parameter however many values, where `in (…)` ends at 65,535. */
export function anyOf(values: Iterable<string>) {
  return sql<string>`any(${[...values]}::text[])`
}
