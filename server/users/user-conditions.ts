import { type RawBuilder, sql } from 'kysely'
import type { Condition } from '../../contract/condition.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserFilter } from '../../contract/user-filter.ts'
import type { StandingFilter } from '../../contract/user-standing.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { needAttention, standingOf } from './standing.ts'

type Test = RawBuilder<boolean>

/** What the conditions of a filter say of the living user `u` of a query; the words of its search are not among them. */
export function conditionsOf(tx: TenantTx, filter: UserFilter, registered: readonly Id[]): Test {
  const tests = [
    sql<boolean>`u.tenant_id = ${tx.tenantId}::uuid and u.deleted_at is null`,
    ...both(filter.site, (ids) => oneOf(sql`u.site_id`, ids, 'uuid')),
    ...both(filter.license, (ids) => oneOf(sql`u.license_type_id`, ids, 'uuid')),
    ...both(filter.profile, (ids) => oneOf(sql`u.profile_id`, ids, 'uuid')),
    ...both(filter.state, (states) => oneOf(sql`u.state`, states, 'text')),
    ...both(filter.standing, (standings) => stands(standings, registered)),
    ...both(filter.department, (names) => oneOf(sql`u.department`, names, 'text')),
    ...both(filter.extension, () => sql`u.extension_key is null`),
    ...both(filter.number, () => sql`not u.has_number`),
    ...both(filter.device, (apps) => sql`u.devices && ${apps}::text[]`),
    ...both(filter.role, (roles) => oneOf(sql`u.role`, roles, 'text')),
  ]
  return sql<boolean>`${sql.join(tests, sql` and `)}`
}

/** Whether a filter asks for more than words. */
export function hasConditions({ query, ...conditions }: UserFilter): boolean {
  return Object.values(conditions).some((condition) => condition !== undefined)
}

/** Who has a registered phone now; how a person stands depends on it. */
export function registeredUsers(ctx: Context): Id[] {
  return [...new Set(ctx.house.calling?.registrations(ctx.tenantId).map((one) => one.userId))]
}

function both<T extends string>(
  condition: Condition<T> | undefined,
  test: (values: T[]) => RawBuilder<unknown>,
): Test[] {
  if (!condition) return []
  const { is, isNot } = condition
  return [...(is ? [sql<boolean>`(${test(is)})`] : []), ...(isNot ? [sql<boolean>`(${test(isNot)}) is not true`] : [])]
}

/** A single value is compared with `=`, so that an index in the order of the list can serve. */
function oneOf(column: RawBuilder<unknown>, values: readonly string[], type: 'uuid' | 'text'): RawBuilder<unknown> {
  const named = values.filter((value) => value !== 'none')
  const [only] = named
  const isNamed =
    named.length === 1 ? sql`${column} = ${only}::${sql.raw(type)}` : sql`${column} = any(${named}::${sql.raw(type)}[])`
  if (named.length === values.length) return isNamed
  return named.length === 0 ? sql`${column} is null` : sql`${column} is null or ${isNamed}`
}

function stands(wanted: readonly StandingFilter[], registered: readonly Id[]): RawBuilder<unknown> {
  if (wanted.every((one) => one === 'suspended')) return sql`u.state = 'suspended'`
  const standings = wanted.flatMap((one) => (one === 'needsAttention' ? needAttention : [one]))
  return sql`${standingOf(registered)} = any(${standings}::text[])`
}
