import { endpoints } from '../../contract/api/endpoints.ts'
import { suggestExtensions } from '../extensions/suggest-extensions.ts'
import { implement, type Web } from '../http/implement.ts'
import { createSite } from './create-site.ts'
import { deleteSite } from './delete-site.ts'
import { readSite, readSites } from './site-view.ts'
import { updateSite } from './update-site.ts'

/** Sites: list, create, read, change, delete, and the next free extensions of one. */
export function siteRoutes(web: Web): void {
  implement(web, endpoints.listSites, async (ctx) => ({ items: await ctx.house.db.inTenant(ctx.tenantId, readSites) }))
  implement(web, endpoints.createSite, (ctx, { body }) => createSite(ctx, body))
  implement(web, endpoints.getSite, (ctx, { params }) =>
    ctx.house.db.inTenant(ctx.tenantId, (tx) => readSite(tx, params.id)),
  )
  implement(web, endpoints.updateSite, (ctx, { params, body, ifMatch }) => updateSite(ctx, params.id, body, ifMatch))
  implement(web, endpoints.deleteSite, (ctx, { params }) => deleteSite(ctx, params.id))
  implement(web, endpoints.suggestExtension, (ctx, { params }) => suggestExtensions(ctx, params.id))
}
