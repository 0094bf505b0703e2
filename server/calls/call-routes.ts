import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { listCalls } from './list-calls.ts'
import { listRegistrations } from './list-registrations.ts'

/** Calls and registered phones of the company. */
export function callRoutes(web: Web): void {
  implement(web, endpoints.listCalls, (ctx, { query }) => listCalls(ctx, query))
  implement(web, endpoints.listRegistrations, (ctx, { query }) => listRegistrations(ctx, query.userId))
}
