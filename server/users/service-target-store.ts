import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import type { UserServices } from '../../contract/services-spec.ts'
import type { TenantTx } from '../db/database.ts'

/** Writes whom and what the services of these users point at, in place of what was written before. */
export async function writeServiceTargets(
  tx: TenantTx,
  users: readonly { readonly id: Id; readonly services: UserServices }[],
): Promise<void> {
  if (users.length === 0) return
  await tx.db
    .deleteFrom('service_target')
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${users.map((user) => user.id)}::uuid[])`)
    .execute()
  const rows = users.flatMap(({ id, services }) =>
    [...new Set(targetsOf(services).map(({ target, field }) => `${target} ${field}`))].map((row) =>
      `${id} ${row}`.split(' '),
    ),
  )
  if (rows.length === 0) return
  const column = (at: number) => rows.map((row) => row[at] ?? '')
  await sql`
    insert into service_target (tenant_id, user_id, target, field)
    select t.id, r.user_id, r.target, r.field
    from tenant t cross join unnest(${column(0)}::uuid[], ${column(1)}::text[], ${column(2)}::text[]) as r(user_id, target, field)
    where t.id = ${tx.tenantId}`.execute(tx.db)
}

/** Which of these users could take a forwarded call (all but deleted ones), with their names. */
export async function loadTargetUsers(tx: TenantTx, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('app_user')
    .select(['id', 'first_name', 'last_name'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', sql<Id>`any(${[...new Set(ids)]}::uuid[])`)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, `${row.first_name} ${row.last_name}`]))
}
