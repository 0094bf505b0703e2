import { endpoints } from '../../contract/api/endpoints.ts'
import { eraseUser } from '../erasure/erase-user.ts'
import { implement, type Web } from '../http/implement.ts'
import { getReferences } from '../references/get-references.ts'
import { offboard } from './offboard.ts'
import { cancelLeaving, listLeavings } from './planned-leaving.ts'
import { purgeUsers } from './purge-users.ts'
import { listRecycled } from './recycle-bin.ts'
import { restoreUsers } from './restore-users.ts'
import { endSuccession, listSuccessions } from './successions.ts'

/** Leaving: what points at somebody, offboarding now or later, successors, the recycle bin, and what is gone for good. */
export function leavingRoutes(web: Web): void {
  implement(web, endpoints.getReferences, (ctx, { params }) => getReferences(ctx, params.id))
  implement(web, endpoints.offboard, (ctx, { params, body, query }) =>
    offboard(ctx, params.id, body, query.dryRun ?? false),
  )
  implement(web, endpoints.listLeavings, (ctx) => listLeavings(ctx))
  implement(web, endpoints.cancelLeaving, (ctx, { params }) => cancelLeaving(ctx, params.id))
  implement(web, endpoints.listSuccessions, (ctx, { query }) => listSuccessions(ctx, query.userId))
  implement(web, endpoints.endSuccession, (ctx, { params }) => endSuccession(ctx, params.dialed))
  implement(web, endpoints.listRecycled, (ctx, { query }) => listRecycled(ctx, query))
  implement(web, endpoints.restoreUsers, (ctx, { body, query }) =>
    restoreUsers(ctx, body.userIds, query.dryRun ?? false),
  )
  implement(web, endpoints.purgeUsers, (ctx, { body }) => purgeUsers(ctx, body.userIds))
  implement(web, endpoints.eraseUser, (ctx, { params, body, query }) =>
    eraseUser(ctx, params.id, body.reason, query.dryRun ?? false),
  )
}
