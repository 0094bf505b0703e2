import { z } from 'zod'

/** What a signed-in person may do in their tenant. Operators are named apart: they act across tenants. */
export const Role = z.enum(['user', 'admin'])
export type Role = z.infer<typeof Role>

/** Who may call an endpoint. `public`: anybody; `user`: whoever is signed in; `operator`: staff of the installation. */
export type Access = 'public' | 'user' | 'admin' | 'operator'

/** Who did something, as history keeps it. */
export const Actor = z.object({
  kind: z.enum(['user', 'operator', 'directory', 'apiToken', 'system']),
  id: z.string().nullable(),
  name: z.string(),
})
export type Actor = z.infer<typeof Actor>

/** The road a change came by. */
export const ChangeSource = z.enum(['console', 'api', 'cli', 'bulk', 'directory', 'phone', 'setup', 'undo', 'system'])
export type ChangeSource = z.infer<typeof ChangeSource>
