import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { getChangeSet, listChangeSets } from './read-history.ts'
import { undoChangeSet } from './undo.ts'

/** History: change sets, their changes, and undo. */
export function historyRoutes(web: Web): void {
  implement(web, endpoints.listChangeSets, (ctx, { query }) => listChangeSets(ctx, query))
  implement(web, endpoints.getChangeSet, (ctx, { params }) => getChangeSet(ctx, params.id))
  implement(web, endpoints.undoChangeSet, (ctx, { params, query }) =>
    undoChangeSet(ctx, params.id, query.dryRun ?? false),
  )
}
