import { endpoints } from '../../contract/api/endpoints.ts'
import type { PublicContext } from '../access/context.ts'
import { implement, implementPublic, type Web } from '../http/implement.ts'
import { reply } from '../http/reply.ts'
import { acceptLink } from './accept-link.ts'
import { authenticate } from './authenticate.ts'
import { forgotPassword } from './forgot-password.ts'
import { openLink } from './open-link.ts'
import { endedSessionCookie, sessionCookie } from './session-cookie.ts'
import { sessionViewOf } from './session-view.ts'
import { type SignedIn, signIn } from './sign-in-by-password.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'

/** Sign-in, sign-out, recovery and welcome links. */
export function signInRoutes(web: Web): void {
  implementPublic(web, endpoints.getSession, async (ctx, _call, request) =>
    whoIsSignedIn(ctx, request.headers.cookie, request.headers.authorization),
  )
  implementPublic(web, endpoints.signIn, async (ctx, call) => signedIn(await signIn(ctx, call.body)))
  implement(web, endpoints.signOut, async (ctx) => {
    await signOut(ctx)
    return signedOut()
  })
  implement(web, endpoints.signOutEverywhere, async (ctx) => {
    await signOutEverywhere(ctx)
    return signedOut()
  })
  implementPublic(web, endpoints.forgotPassword, (ctx, call) => forgotPassword(ctx, call.body))
  implementPublic(web, endpoints.openLink, (ctx, call) => openLink(ctx, call.body.token))
  implementPublic(web, endpoints.acceptLink, async (ctx, call) => signedIn(await acceptLink(ctx, call.body)))
}

/** The answer that signs a browser in. */
export function signedIn({ session, token }: SignedIn) {
  return reply(session, { headers: { 'set-cookie': sessionCookie(token) } })
}

function signedOut() {
  return reply(null, { headers: { 'set-cookie': endedSessionCookie() } })
}

async function whoIsSignedIn(ctx: PublicContext, cookieHeader: string | undefined, authorization: string | undefined) {
  const who = await authenticate(ctx.house, { ...ctx, cookieHeader, authorization })
  const tenants = await ctx.house.db.global.selectFrom('tenant').select('id').limit(2).execute()
  const { userId } = who ?? {}
  return {
    session: who && userId ? await ctx.house.db.inTenant(who.tenantId, (tx) => sessionViewOf(tx, ctx, userId)) : null,
    needsSetup: tenants.length === 0,
    needsCompany: tenants.length > 1,
  }
}
