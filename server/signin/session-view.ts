import type { SessionView } from '../../contract/api/sign-in.ts'
import type { Id } from '../../contract/ids.ts'
import type { PublicContext } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { hasInbox } from '../mail/inbox.ts'
import { refuseMissing } from '../problem-error.ts'

/** Who is signed in, as every screen shows it. */
export async function sessionViewOf(tx: TenantTx, ctx: PublicContext, userId: Id): Promise<SessionView> {
  const row = await tx.db
    .selectFrom('app_user as u')
    .innerJoin('tenant as t', 't.id', 'u.tenant_id')
    .leftJoin('operator as o', (join) => join.onRef('o.tenant_id', '=', 'u.tenant_id').onRef('o.user_id', '=', 'u.id'))
    .leftJoin('extension as e', (join) => join.onRef('e.tenant_id', '=', 'u.tenant_id').onRef('e.user_id', '=', 'u.id'))
    .select(['t.id as tenant_id', 't.name as company', 't.slug', 'u.id', 'u.first_name', 'u.last_name', 'u.username'])
    .select(['u.role', 'o.user_id as operator_id', 'e.number as extension'])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', userId)
    .executeTakeFirst()
  if (!row) refuseMissing('user')
  return {
    tenant: { id: row.tenant_id, name: row.company, slug: row.slug },
    user: {
      id: row.id,
      name: `${row.first_name} ${row.last_name}`,
      username: row.username,
      extension: row.extension,
    },
    role: row.role,
    isOperator: row.operator_id !== null,
    hasInbox: hasInbox(ctx, row.role),
  }
}
