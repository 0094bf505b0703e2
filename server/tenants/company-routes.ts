import { endpoints } from '../../contract/api/endpoints.ts'
import { changing } from '../changes/record-changes.ts'
import { implement, type Web } from '../http/implement.ts'
import { refuseMissing } from '../problem-error.ts'
import { insertApiToken, revokeToken, selectApiTokens } from '../signin/api-tokens.ts'
import { recordAccess } from '../signin/record-access.ts'
import { getHome } from './home.ts'
import { readTenant, updateTenant } from './tenant-settings.ts'

/** The company: its home page, settings and API tokens; and, for operators, all companies. */
export function companyRoutes(web: Web): void {
  implement(web, endpoints.getHome, (ctx) => getHome(ctx))
  implement(web, endpoints.getTenant, (ctx) => ctx.house.db.inTenant(ctx.tenantId, readTenant))
  implement(web, endpoints.updateTenant, (ctx, { body, ifMatch }) => updateTenant(ctx, body, ifMatch))
  implement(web, endpoints.listApiTokens, async (ctx) => ({
    items: await ctx.house.db.inTenant(ctx.tenantId, selectApiTokens),
  }))
  implement(web, endpoints.createApiToken, async (ctx, { body }) => {
    const { result } = await changing(
      ctx,
      async (tx) => {
        const made = await insertApiToken(tx, body.name)
        tx.record({
          entity: 'apiToken',
          entityId: made.view.id,
          label: body.name,
          operation: 'create',
          before: null,
          after: { name: body.name },
        })
        await recordAccess(tx, { kind: 'secretShown', actor: ctx.actor, about: made.view.id, address: ctx.address })
        return made
      },
      () => `created the API token ${body.name}`,
    )
    return { ...result.view, token: result.token }
  })
  implement(web, endpoints.revokeApiToken, async (ctx, { params }) => {
    await changing(
      ctx,
      async (tx) => {
        const revoked = (await revokeToken(tx, params.id)) ?? refuseMissing('API token')
        tx.record({
          entity: 'apiToken',
          entityId: revoked.id,
          label: revoked.name,
          operation: 'delete',
          before: { name: revoked.name },
          after: null,
        })
        return revoked.name
      },
      (name) => `revoked the API token ${name}`,
    )
    return null
  })
  implement(web, endpoints.listTenants, async (ctx) => {
    const rows = await ctx.house.db.asOperator('list companies', (db) =>
      db
        .selectFrom('tenant')
        .select(['id', 'version', 'name', 'slug', 'country', 'language', 'time_zone'])
        .orderBy('slug')
        .execute(),
    )
    return { items: rows.map(({ time_zone, ...row }) => ({ ...row, timeZone: time_zone })) }
  })
}
