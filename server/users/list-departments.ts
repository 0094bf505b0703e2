import { sql } from 'kysely'
import type { Context } from '../access/context.ts'

/** The departments that living users are in, for filters to choose from. */
export async function listDepartments(ctx: Context) {
  return ctx.house.db.inTenant(ctx.tenantId, async ({ db, tenantId }) => {
    const { rows } = await sql<{ name: string }>`
      select distinct department as name from app_user
      where tenant_id = ${tenantId}::uuid and deleted_at is null and department <> '' order by 1 limit 1000`.execute(db)
    return { items: rows.map(({ name }) => name) }
  })
}
