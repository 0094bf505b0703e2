import type { SessionView } from '../../../contract/api/sign-in.ts'
import { paths, phonePath } from '../../paths.ts'

/** Where a signed-in person works: administrators in the console, everybody else at the phone. */
export function landingOf(session: Pick<SessionView, 'role'>, next?: string): string {
  return session.role === 'admin' ? (next ?? paths.home) : phonePath
}
