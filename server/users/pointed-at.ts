import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { PointedAt } from '../changes/intent.ts'
import type { TenantTx } from '../db/database.ts'

/** Those of these people to whom calls of somebody else lead: by forwarding to them or a number of theirs, or as successors. */
export async function loadPointedAt(tx: TenantTx, ids: readonly Id[]): Promise<Map<Id, PointedAt>> {
  if (ids.length === 0) return new Map()
  const all = sql`any(${[...ids]}::uuid[])`
  const { rows } = await sql<{ user_id: Id; forwarders: number; first: string | null; taken_over: number }>`
    with target as (
      select u.id as user_id, u.id::text as target from unnest(${[...ids]}::uuid[]) as u(id)
      union all select n.user_id, n.e164 from phone_number n where n.tenant_id = ${tx.tenantId}::uuid and n.user_id = ${all}),
    forwarder as (
      select t.user_id, o.sort_key, o.first_name || ' ' || o.last_name as name from target t
      join service_target s on s.tenant_id = ${tx.tenantId}::uuid and s.target = t.target and starts_with(s.field, 'services.forwarding.')
      join app_user o on o.tenant_id = s.tenant_id and o.id = s.user_id
      where o.deleted_at is null and o.id <> all(${[...ids]}::uuid[])
      group by t.user_id, o.id, o.sort_key, name),
    found as (
      select user_id, count(*)::int as forwarders, (array_agg(name order by sort_key))[1] as first, 0 as taken_over
        from forwarder group by user_id
      union all select successor_user_id, 0, null, count(*)::int from call_succession
        where tenant_id = ${tx.tenantId}::uuid and successor_user_id = ${all} and ends_at > now() group by successor_user_id)
    select user_id, sum(forwarders)::int as forwarders, max(first) as first, sum(taken_over)::int as taken_over
    from found group by user_id`.execute(tx.db)
  return new Map(
    rows.map((row) => [row.user_id, { forwarders: row.forwarders, firstName: row.first, takenOver: row.taken_over }]),
  )
}
