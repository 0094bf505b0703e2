import { z } from 'zod'

/**
 * A live event (server-sent events at `GET /api/v1/events`): only what changed, so any node can serve it; the client fetches.
 * `id` is null when many changed. A user's stream carries `registration`, `call` and their own `user` only.
 */
export const LiveEvent = z.object({
  kind: z.enum([
    'user',
    'device',
    'site',
    'licenseType',
    'profile',
    'number',
    'numberAllowance',
    'apiToken',
    'tenant',
    'changeSet',
    'mail',
    'registration',
    'call',
    'leaving',
    'succession',
    'task',
  ]),
  id: z.string().nullable(),
})
export type LiveEvent = z.infer<typeof LiveEvent>
