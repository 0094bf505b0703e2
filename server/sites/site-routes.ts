import { endpoints } from '../../contract/api/endpoints.ts'
import { readExtensionOverview } from '../extensions/extension-overview.ts'
import { suggestExtensions } from '../extensions/suggest-extensions.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { createSite } from './create-site.ts'
import { readSiteDependents } from './site-dependents.ts'
import { readSite, readSites } from './site-view.ts'
import { startSiteDeletion } from './start-site-deletion.ts'
import { updateSite } from './update-site.ts'

/** Sites: list, create, read, change, delete, and the next free extensions of one. */
export function siteRoutes(web: Web): void {
  implement(web, endpoints.listSites, async (ctx) => ({ items: await ctx.house.db.inTenant(ctx.tenantId, readSites) }))
  implement(web, endpoints.createSite, (ctx, { body }) => createSite(ctx, body))
  implement(web, endpoints.getSite, (ctx, { params }) =>
    ctx.house.db.inTenant(ctx.tenantId, (tx) => readSite(tx, params.id)),
  )
  implement(web, endpoints.updateSite, (ctx, { params, body, ifMatch }) => updateSite(ctx, params.id, body, ifMatch))
  implement(web, endpoints.deleteSite, async (ctx, { params, query: { movePeopleTo, dryRun } }) => {
    const answer = await startSiteDeletion(ctx, { siteId: params.id, movePeopleTo }, dryRun ?? false)
    return reply(answer, { status: 'taskId' in answer ? 202 : 200 })
  })
  implement(web, endpoints.getSiteDependents, (ctx, { params }) =>
    ctx.house.db.inTenant(ctx.tenantId, (tx) => readSiteDependents(tx, params.id)),
  )
  implement(web, endpoints.getSiteExtensions, (ctx, { params }) =>
    ctx.house.db.inTenant(ctx.tenantId, (tx) => readExtensionOverview(tx, params.id)),
  )
  implement(web, endpoints.suggestExtension, (ctx, { params, query }) =>
    suggestExtensions(ctx, params.id, query.number),
  )
}
