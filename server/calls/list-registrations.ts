import type { RegistrationView } from '../../contract/api/calls.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'

const most = 1000

/** Phones that are registered now, newest first. */
export async function listRegistrations(
  ctx: Context,
  userId: Id | undefined,
): Promise<{ items: RegistrationView[]; total: number }> {
  const live = (ctx.house.calling?.registrations(ctx.tenantId) ?? []).filter(
    (one) => userId === undefined || one.userId === userId,
  )
  const shown = live.slice(0, most)
  const people = await peopleOf(ctx, [...new Set(shown.map((one) => one.userId))])
  return {
    total: live.length,
    items: shown.map((one) => ({
      user: people.get(one.userId) ?? { id: one.userId, name: 'Somebody who left', extension: null },
      deviceId: one.accountId,
      contact: one.contact,
      transport: one.transport,
      source: one.source,
      userAgent: one.userAgent,
      registeredAt: one.registeredAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
    })),
  }
}

async function peopleOf(ctx: Context, ids: readonly Id[]) {
  if (ids.length === 0) return new Map<Id, RegistrationView['user']>()
  const rows = await ctx.house.db.inTenant(ctx.tenantId, ({ db }) =>
    db
      .selectFrom('app_user as u')
      .leftJoin('extension as e', (join) =>
        join.onRef('e.tenant_id', '=', 'u.tenant_id').onRef('e.user_id', '=', 'u.id'),
      )
      .select(['u.id', 'u.first_name', 'u.last_name', 'e.number as extension'])
      .where('u.tenant_id', '=', ctx.tenantId)
      .where('u.id', 'in', [...ids])
      .execute(),
  )
  return new Map(
    rows.map((row) => [row.id, { id: row.id, name: `${row.first_name} ${row.last_name}`, extension: row.extension }]),
  )
}
