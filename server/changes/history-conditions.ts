import { type RawBuilder, sql } from 'kysely'
import { ChangeOperation } from '../../contract/api/change-sets.ts'
import type { Condition } from '../../contract/condition.ts'
import type { HistoryFilter } from '../../contract/history-filter.ts'
import type { TenantTx } from '../db/database.ts'
import { fewWith, weighWords } from '../users/word-search.ts'

const fewPeople = 500
const mostNamed = 50_000

/** What a filter says of the change set `s` of a query. */
export async function historyConditions(tx: TenantTx, filter: HistoryFilter): Promise<RawBuilder<boolean>> {
  const { entityId, actor, kind, source, from, to, text } = filter
  const tests = [
    sql`s.tenant_id = ${tx.tenantId}::uuid`,
    ...(entityId ? [sql`s.id in (${ofEntities(tx, [entityId])})`] : []),
    ...both(actor, (keys) => sql`${sql.join(keys.map(isActor), sql` or `)}`),
    ...both(kind, (kinds) => sql`s.kinds && ${kinds.flatMap(withOperations)}::text[]`),
    ...both(source, ([only, ...others]) =>
      others.length === 0 ? sql`s.source = ${only}` : sql`s.source = any(${[only, ...others]}::text[])`,
    ),
    ...(from ? [sql`s.id >= ${firstIdOf(from)}::uuid`] : []),
    ...(to ? [sql`s.id < ${firstIdOf(to)}::uuid`] : []),
    ...(text ? [sql`s.id in (${await ofNamed(tx, text)})`] : []),
  ]
  return sql<boolean>`${sql.join(tests, sql` and `)}`
}

/** How history names an actor in filters: the terminal has no id. */
export function actorKey(kind: string, id: string | null): string {
  return id ? `${kind}:${id}` : kind
}

function isActor(key: string): RawBuilder<unknown> {
  const [kind = '', ...id] = key.split(':')
  return sql`(s.actor_kind = ${kind} and coalesce(s.actor_id, '') = ${id.join(':')})`
}

function withOperations(kind: string): string[] {
  return kind.includes('.') ? [kind] : ChangeOperation.options.map((operation) => `${kind}.${operation}`)
}

/** Ids are made of their time (RFC 9562 §5.7), so that a time is a place in the list. */
function firstIdOf(time: string): string {
  const hex = Math.max(0, Date.parse(time)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`
}

function ofEntities(tx: TenantTx, ids: readonly string[]): RawBuilder<unknown> {
  return sql`select c.change_set_id from change c where c.tenant_id = ${tx.tenantId}::uuid and c.entity_id = any(${[...ids]}::text[])`
}

/** What was called so when it was changed, and the changes of people who are found by these words today. */
async function ofNamed(tx: TenantTx, text: string): Promise<RawBuilder<unknown>> {
  const people = (await fewWith(tx, await weighWords(tx, text), fewPeople)) ?? []
  const begins = spellings(text).map(
    (name) => sql`(c.label collate "C" >= ${name} and c.label collate "C" < ${`${name}\u{10ffff}`})`,
  )
  return sql`select n.change_set_id from (select c.change_set_id from change c
      where c.tenant_id = ${tx.tenantId}::uuid and (${sql.join(begins, sql` or `)}) limit ${mostNamed}) as n
    union ${ofEntities(tx, people)}`
}

/** Labels are kept as they were written: a name is looked for as typed, and as names are written. */
function spellings(text: string): string[] {
  const asName = text.replace(/(^|\s)(\p{L})/gu, (_, space: string, letter: string) => space + letter.toUpperCase())
  return [...new Set([text, asName])]
}

function both<T extends string>(
  condition: Condition<T> | undefined,
  test: (values: T[]) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const { is, isNot } = condition ?? {}
  return [...(is ? [sql`(${test(is)})`] : []), ...(isNot ? [sql`(${test(isNot)}) is not true`] : [])]
}
