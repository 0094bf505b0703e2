import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { startBulkEdit } from './start-bulk-edit.ts'

/** Changes of many users at once. */
export function bulkRoutes(web: Web): void {
  implement(web, endpoints.bulkEditUsers, async (ctx, { body, query }) => {
    const answer = await startBulkEdit(ctx, body, { isDryRun: query.dryRun ?? false, wait: query.wait ?? false })
    const isTask = 'taskId' in answer && !('changed' in answer)
    return reply(answer, { status: isTask ? 202 : 200 })
  })
}
