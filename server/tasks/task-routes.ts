import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { cancelTask } from './cancel-task.ts'
import { getTask, listTasks } from './read-tasks.ts'

/** Tasks: list, read, cancel. They are started by what they do. */
export function taskRoutes(web: Web): void {
  implement(web, endpoints.listTasks, (ctx, { query }) => listTasks(ctx, query))
  implement(web, endpoints.getTask, (ctx, { params }) => getTask(ctx, params.id))
  implement(web, endpoints.cancelTask, (ctx, { params }) => cancelTask(ctx, params.id))
}
