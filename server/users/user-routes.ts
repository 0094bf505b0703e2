import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { exportUsers } from './export-users.ts'
import { getUser } from './get-user.ts'
import { listDepartments } from './list-departments.ts'
import { listUsers } from './list-users.ts'
import { getReadiness } from './readiness.ts'
import { updateUser } from './update-user.ts'

/** Users: list, create, read, change, delete, and what they still lack. */
export function userRoutes(web: Web): void {
  implement(web, endpoints.listUsers, (ctx, { query }) => listUsers(ctx, query))
  implement(web, endpoints.listDepartments, (ctx) => listDepartments(ctx))
  implement(web, endpoints.exportUsers, (ctx, { query }) => exportUsers(ctx, query))
  implement(web, endpoints.createUser, async (ctx, { body, query }) => {
    const answer = await createUser(ctx, body, query.dryRun ?? false)
    return 'rows' in answer
      ? reply(answer, { status: 200 })
      : reply(answer, { status: 201, headers: { location: `/api/v1/users/${answer.user.id}` } })
  })
  implement(web, endpoints.getUser, (ctx, { params }) => getUser(ctx, params.id))
  implement(web, endpoints.updateUser, (ctx, { params, body, query, ifMatch }) =>
    updateUser(ctx, params.id, body, { expectedVersion: ifMatch, isDryRun: query.dryRun ?? false }),
  )
  implement(web, endpoints.deleteUser, (ctx, { params, query, ifMatch }) =>
    deleteUser(ctx, params.id, { expectedVersion: ifMatch, isDryRun: query.dryRun ?? false }),
  )
  implement(web, endpoints.getReadiness, (ctx, { params }) => getReadiness(ctx, params.id))
}
