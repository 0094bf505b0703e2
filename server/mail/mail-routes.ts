import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { sendWelcomes } from './send-welcomes.ts'
import { listUserMail, sendWelcome } from './user-mail.ts'

/** Mails to one person: what became of them, and the welcome mail again. */
export function mailRoutes(web: Web): void {
  implement(web, endpoints.sendWelcome, (ctx, call) => sendWelcome(ctx, call.params.id))
  implement(web, endpoints.sendWelcomes, (ctx, { body, query }) => sendWelcomes(ctx, body, query.dryRun ?? false))
  implement(web, endpoints.listUserMail, (ctx, call) => listUserMail(ctx, call.params.id))
}
