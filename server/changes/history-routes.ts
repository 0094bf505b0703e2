import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { getChangeSet, listChangeSets } from './read-history.ts'
import { startUndo } from './start-undo.ts'

/** History: change sets, their changes, and undo. */
export function historyRoutes(web: Web): void {
  implement(web, endpoints.listChangeSets, (ctx, { query }) => listChangeSets(ctx, query))
  implement(web, endpoints.getChangeSet, (ctx, { params }) => getChangeSet(ctx, params.id))
  implement(web, endpoints.undoChangeSet, async (ctx, { params, query }) => {
    const answer = await startUndo(ctx, params.id, query.dryRun ?? false)
    return reply(answer, { status: 'taskId' in answer ? 202 : 200 })
  })
}
