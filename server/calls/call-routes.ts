import { endpoints } from '../../contract/api/endpoints.ts'
import { previewCall } from '../calling/preview-call.ts'
import { implement, type Web } from '../http/implement.ts'
import { listCalls } from './list-calls.ts'
import { listRegistrations } from './list-registrations.ts'

/** Calls and registered phones of the company, and what a call would do. */
export function callRoutes(web: Web): void {
  implement(web, endpoints.listCalls, (ctx, { query }) => listCalls(ctx, query))
  implement(web, endpoints.previewCall, (ctx, { params, body }) => previewCall(ctx, params.id, body))
  implement(web, endpoints.listRegistrations, (ctx, { query }) => listRegistrations(ctx, query.userId))
}
