import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { createProfile } from './create-profile.ts'
import { readProfile, readProfiles } from './profile-view.ts'
import { startProfileApply } from './start-profile-apply.ts'
import { startProfileDeletion } from './start-profile-deletion.ts'
import { updateProfile } from './update-profile.ts'

/** Profiles: list, create, read, change, delete, and apply to people. */
export function profileRoutes(web: Web): void {
  implement(web, endpoints.listProfiles, async (ctx) => ({
    items: await ctx.house.db.inTenant(ctx.tenantId, readProfiles),
  }))
  implement(web, endpoints.createProfile, (ctx, { body }) => createProfile(ctx, body))
  implement(web, endpoints.getProfile, (ctx, { params }) =>
    ctx.house.db.inTenant(ctx.tenantId, (tx) => readProfile(tx, params.id)),
  )
  implement(web, endpoints.updateProfile, (ctx, { params, body, ifMatch }) =>
    updateProfile(ctx, params.id, body, ifMatch),
  )
  implement(web, endpoints.deleteProfile, async (ctx, { params, query }) => {
    const answer = await startProfileDeletion(ctx, params.id, query.dryRun ?? false)
    return reply(answer, { status: 'taskId' in answer ? 202 : 200 })
  })
  implement(web, endpoints.applyProfile, async (ctx, { params, body, query }) => {
    const answer = await startProfileApply(ctx, params.id, body, query.dryRun ?? false)
    const isTask = 'taskId' in answer && !('changed' in answer)
    return reply(answer, { status: isTask ? 202 : 200 })
  })
}
