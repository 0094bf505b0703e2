import type { DeviceView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { readUser } from '../users/get-user.ts'
import { accountsOf } from './device-store.ts'

/** A user's phones with where each is registered now; a web phone is listed while its browser session lasts. */
export async function listDevices(ctx: Context, userId: Id): Promise<{ items: DeviceView[] }> {
  const accounts = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    await readUser(tx, userId)
    return accountsOf(tx, userId)
  })
  const live = ctx.house.calling?.registrations(ctx.tenantId).filter((one) => one.userId === userId) ?? []
  return {
    items: accounts.map((account) => {
      const registration = live.find((one) => one.accountId === account.id)
      return {
        id: account.id,
        kind: account.kind,
        label: account.label,
        username: account.username,
        createdAt: account.created_at.toISOString(),
        registration: registration
          ? {
              transport: registration.transport,
              source: registration.source,
              userAgent: registration.userAgent,
              registeredAt: registration.registeredAt.toISOString(),
              expiresAt: registration.expiresAt.toISOString(),
            }
          : null,
      }
    }),
  }
}
