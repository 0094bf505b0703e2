import { endpoints } from '../../contract/api/endpoints.ts'
import type { LicensesChanged } from '../../contract/api/licenses.ts'
import type { TaskStarted } from '../../contract/api/tasks.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { createLicense } from './create-license.ts'
import { deleteLicense } from './delete-license.ts'
import { readLicenseDetail } from './license-detail.ts'
import { readLicenses } from './license-view.ts'
import { startLicenseChange } from './start-license-change.ts'
import { updateLicense } from './update-license.ts'

/** Licence types and their pools; how many are owned is for operators to say, who holds one for administrators. */
export function licenseRoutes(web: Web): void {
  implement(web, endpoints.listLicenses, async (ctx) => ({
    items: await ctx.house.db.inTenant(ctx.tenantId, readLicenses),
  }))
  implement(web, endpoints.getLicense, (ctx, { params, query }) =>
    ctx.house.db.inTenant(ctx.tenantId, (tx) => readLicenseDetail(tx, params.id, query.people ?? null)),
  )
  implement(web, endpoints.createLicense, (ctx, { body }) => createLicense(ctx, body))
  implement(web, endpoints.updateLicense, (ctx, { params, body, ifMatch }) =>
    updateLicense(ctx, params.id, body, ifMatch),
  )
  implement(web, endpoints.deleteLicense, (ctx, { params }) => deleteLicense(ctx, params.id))
  implement(web, endpoints.moveLicenses, async (ctx, { params, body, query }) => {
    const { to, userIds, losing } = body
    const wish = { from: params.id, to, userIds, losing, suspendedOnly: false }
    return replyOf(await startLicenseChange(ctx, wish, query.dryRun ?? false))
  })
  implement(web, endpoints.reclaimLicenses, async (ctx, { params, body, query }) => {
    const wish = { from: params.id, to: null, userIds: body.userIds, losing: 'giveUp', suspendedOnly: true } as const
    return replyOf(await startLicenseChange(ctx, wish, query.dryRun ?? false))
  })
}

function replyOf(answer: LicensesChanged | TaskStarted) {
  return reply(answer, { status: 'taskId' in answer ? 202 : 200 })
}
