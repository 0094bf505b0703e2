import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { getInboxMail, listInbox } from './inbox.ts'

/** The development inbox. */
export function inboxRoutes(web: Web): void {
  implement(web, endpoints.listInbox, listInbox)
  implement(web, endpoints.getInboxMail, (ctx, call) => getInboxMail(ctx, call.params.id))
}
