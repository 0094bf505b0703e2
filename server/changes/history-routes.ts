import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { exportChanges } from './export-changes.ts'
import { listAccessEvents } from './list-access-events.ts'
import { getChangeSet, listActors, listChangeSets, listChanges } from './read-history.ts'
import { startUndo } from './start-undo.ts'

/** History: change sets, their changes, undo, and who got in. */
export function historyRoutes(web: Web): void {
  implement(web, endpoints.listChangeSets, (ctx, { query }) => listChangeSets(ctx, query))
  implement(web, endpoints.listChanges, (ctx, { params, query }) => listChanges(ctx, params.id, query))
  implement(web, endpoints.listActors, (ctx) => listActors(ctx))
  implement(web, endpoints.exportChanges, (ctx, { query }) => exportChanges(ctx, query))
  implement(web, endpoints.listAccessEvents, (ctx, { query }) => listAccessEvents(ctx, query))
  implement(web, endpoints.getChangeSet, (ctx, { params }) => getChangeSet(ctx, params.id))
  implement(web, endpoints.undoChangeSet, async (ctx, { params, query }) => {
    const answer = await startUndo(ctx, params.id, query.dryRun ?? false)
    return reply(answer, { status: 'taskId' in answer ? 202 : 200 })
  })
}
