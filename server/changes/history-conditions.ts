import { type RawBuilder, sql } from 'kysely'
import { ChangeOperation } from '../../contract/api/change-sets.ts'
import type { Condition } from '../../contract/condition.ts'
import type { HistoryFilter } from '../../contract/history-filter.ts'
import type { TenantTx } from '../db/database.ts'
import { fewWith, weighWords } from '../users/word-search.ts'

const fewPeople = 500
const mostNamed = 20_000

/** What a filter says of the change set `s` of a query. */
export async function historyConditions(tx: TenantTx, filter: HistoryFilter): Promise<RawBuilder<boolean>> {
  const { entityId, actor, kind, source, from, to, text } = filter
  const tests = [
    sql`s.tenant_id = ${tx.tenantId}::uuid`,
    ...(entityId ? [sql`s.id in (${ofEntities(tx, [entityId])})`] : []),
    ...both(actor, (keys) => sql`${sql.join(keys.map(isActor), sql` or `)}`),
    ...(kind?.is ? [sql`s.id in (${ofKinds(tx, kind.is.flatMap(withOperations))})`] : []),
    ...(kind?.isNot ? [sql`not s.kinds && ${kind.isNot.flatMap(withOperations)}::text[]`] : []),
    ...both(source, ([only, ...others]) =>
      others.length === 0 ? sql`s.source = ${only}` : sql`s.source = any(${[only, ...others]}::text[])`,
    ),
    ...(from ? [sql`s.id >= ${firstIdOf(from)}::uuid`] : []),
    ...(to ? [sql`s.id < ${firstIdOf(to)}::uuid`] : []),
    ...(text ? [await isNamed(tx, text)] : []),
  ]
  return sql<boolean>`${sql.join(tests, sql` and `)}`
}

/** How history names an actor in filters: the terminal has no id. */
export function actorKey(kind: string, id: string | null): string {
  return id ? `${kind}:${id}` : kind
}

function isActor(key: string): RawBuilder<unknown> {
  const [kind = '', ...id] = key.split(':')
  const isIt = id.length === 0 ? sql`s.actor_id is null` : sql`s.actor_id = ${id.join(':')}`
  return sql`(s.actor_kind = ${kind} and ${isIt})`
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

function ofKinds(tx: TenantTx, kinds: readonly string[]): RawBuilder<unknown> {
  return sql`select k.change_set_id from change_set_kind k where k.tenant_id = ${tx.tenantId}::uuid and k.kind = any(${[...kinds]}::text[])`
}

/**
 * What was called so when it was changed, and the changes of people who are found by these words today. Where few are called so, they
 * are read from the index of names; where many are, each change set is asked, newest first, until the page is full.
 */
async function isNamed(tx: TenantTx, text: string): Promise<RawBuilder<unknown>> {
  const people = (await fewWith(tx, await weighWords(tx, text), fewPeople)) ?? []
  const begins = (label: RawBuilder<unknown>) =>
    sql`(${sql.join(
      spellings(text).map((name) => sql`(${label} >= ${name} and ${label} < ${`${name}\u{10ffff}`})`),
      sql` or `,
    )})`
  const named = sql`select c.change_set_id from change c
    where c.tenant_id = ${tx.tenantId}::uuid and ${begins(sql`c.label collate "C"`)} limit ${mostNamed + 1}`
  const { rows } = await sql<{ isFew: boolean; ids: string[] }>`
    with named as materialized (${named})
    select (select count(*) from named) <= ${mostNamed} as "isFew",
      array(select n.change_set_id from named n union ${ofEntities(tx, people)}) as ids`.execute(tx.db)
  const { isFew = true, ids = [] } = rows[0] ?? {}
  if (isFew) return sql`s.id = any(${ids}::uuid[])`
  // Of an expression, so that the index of names, of which so many fit, is not read for each.
  return sql`((select true from change c where c.tenant_id = ${tx.tenantId}::uuid and c.change_set_id = s.id
    and ${begins(sql`(c.label || '') collate "C"`)} limit 1) or s.id = any(${ids}::uuid[]))`
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
