import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { PageQuery, pageOf } from '../paging.ts'

const Party = z.object({ userId: Id.nullable(), name: z.string(), number: z.string() })

export const CallOutcomeView = z.enum([
  'answered',
  'busy',
  'noAnswer',
  'declined',
  'unreachable',
  'cancelled',
  'refused',
  'failed',
  'interrupted',
])

/** A call, live (`outcome` null) or ended. */
export const CallView = z.object({
  id: Id,
  caller: Party,
  callee: Party,
  dialed: z.string(),
  startedAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  talkSeconds: z.int().nullable(),
  outcome: CallOutcomeView.nullable(),
})
export type CallView = z.infer<typeof CallView>

export const RegistrationView = z.object({
  user: z.object({ id: Id, name: z.string(), extension: z.string().nullable() }),
  deviceId: Id,
  contact: z.string(),
  transport: z.string(),
  source: z.string(),
  userAgent: z.string(),
  registeredAt: z.string(),
  expiresAt: z.string(),
})
export type RegistrationView = z.infer<typeof RegistrationView>

export const callEndpoints = {
  listCalls: endpoint({
    method: 'GET',
    path: '/calls',
    tag: 'Calls',
    summary: 'Calls of the company, newest first; of one person with `userId`',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend({ userId: Id.optional() }),
    answer: pageOf(CallView),
  }),
  listRegistrations: endpoint({
    method: 'GET',
    path: '/registrations',
    tag: 'Calls',
    summary: 'Phones that are registered now, newest first, at most 1,000',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: z.object({ userId: Id.optional() }),
    answer: z.object({ items: z.array(RegistrationView), total: z.int() }),
  }),
}
