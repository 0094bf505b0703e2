import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { createLicense } from './create-license.ts'
import { readLicenses } from './license-view.ts'
import { updateLicense } from './update-license.ts'

/** Licence types and their pools. */
export function licenseRoutes(web: Web): void {
  implement(web, endpoints.listLicenses, async (ctx) => ({
    items: await ctx.house.db.inTenant(ctx.tenantId, readLicenses),
  }))
  implement(web, endpoints.createLicense, (ctx, { body }) => createLicense(ctx, body))
  implement(web, endpoints.updateLicense, (ctx, { params, body, ifMatch }) =>
    updateLicense(ctx, params.id, body, ifMatch),
  )
}
