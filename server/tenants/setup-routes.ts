import { endpoints } from '../../contract/api/endpoints.ts'
import { implementPublic, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { readNumbers } from '../numbers/read-numbers.ts'
import { sessionCookie } from '../signin/session-cookie.ts'
import { requireSetupCode, type SetupCode, setUp } from './set-up.ts'

/** The first run: guarded by the code that the terminal printed, and over once there is a company. */
export function setupRoutes(web: Web, code: SetupCode): void {
  implementPublic(web, endpoints.setUp, async (ctx, { body }) => {
    await requireSetupCode(ctx.house, code, body.code)
    const { view, token } = await setUp(ctx, body.spec)
    return reply(view, { headers: { 'set-cookie': sessionCookie(token) } })
  })
  implementPublic(web, endpoints.checkSetupCode, async (ctx, { body }) => {
    await requireSetupCode(ctx.house, code, body.code)
    return { isRight: true as const }
  })
  implementPublic(web, endpoints.readNumbers, async (_ctx, { body }) => readNumbers(body.text, body.country))
}
