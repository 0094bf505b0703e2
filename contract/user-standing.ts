import { z } from 'zod'

/** What the list shows of a person at a glance. `ready`: can call and be called; `notSignedIn`: has all but never signed in; `contactOnly`: has no service; `incomplete`: something is missing. */
export const UserStanding = z.enum(['ready', 'notSignedIn', 'incomplete', 'contactOnly', 'suspended'])
export type UserStanding = z.infer<typeof UserStanding>

/** A standing to list, or all who need attention: who is incomplete or has not signed in. */
export const StandingFilter = z.enum([...UserStanding.options, 'needsAttention'])
export type StandingFilter = z.infer<typeof StandingFilter>
