import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { endpoints } from '../contract/api/endpoints.ts'
import type { SessionView } from '../contract/api/sign-in.ts'
import { answerOf } from '../web/answers.ts'
import { paths, phonePath } from './paths.ts'

/** Who is signed in, and what the installation asks for first. */
export const sessionAnswer = answerOf(endpoints.getSession, {})

let lastSession: SessionView | null = null

/**
 * The signed-in administrator; only below the console's shell, which lets nobody else in. Where the session ended since, the
 * one that was: a page with something typed stays as it is.
 */
export function useSession(): SessionView {
  const { data } = useSuspenseQuery(sessionAnswer)
  lastSession = data.session ?? lastSession
  if (!lastSession) throw new Error('Nobody is signed in.')
  return lastSession
}

/** Lets administrators in; sends everybody else where they belong. */
export async function requireAdmin(queryClient: QueryClient, href: string): Promise<void> {
  const { session, needsSetup } = await queryClient.ensureQueryData(sessionAnswer)
  if (needsSetup) throw redirect({ to: paths.setup })
  if (!session) throw redirect({ to: paths.signIn, search: href === paths.home ? {} : { next: href } })
  if (session.role !== 'admin') throw redirect({ href: phonePath, reloadDocument: true })
}

/** Sends whoever is signed in already, or has yet to set up, away from the sign-in pages. */
export async function requireNobody(queryClient: QueryClient): Promise<void> {
  const { session, needsSetup } = await queryClient.ensureQueryData(sessionAnswer)
  if (needsSetup) throw redirect({ to: paths.setup })
  if (session) throw redirect({ to: paths.home })
}

/** Only an empty installation shows the set-up page. */
export async function requireEmpty(queryClient: QueryClient): Promise<void> {
  const { needsSetup } = await queryClient.ensureQueryData(sessionAnswer)
  if (!needsSetup) throw redirect({ to: paths.home })
}
