import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { endpoints } from '../contract/api/endpoints.ts'
import type { LiveEvent } from '../contract/api/live-event.ts'
import type { Endpoint } from '../contract/endpoint.ts'
import { type CallInput, call } from './api.ts'

/** The cached answer of a reading endpoint: `useQuery(answerOf(endpoints.getUser, { params: { id } }))`. */
export function answerOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  input: CallInput<P, Q, B>,
) {
  return queryOptions({
    queryKey: [endpoint.path, input.params ?? null, input.query ?? null],
    queryFn: ({ signal }) => call(endpoint, { ...input, signal }),
  })
}

/** What a form asks while it is filled in: others may take what it is about to take. */
const plan = 'plan'

const user = [
  '/users',
  '/home',
  '/licenses',
  '/profiles',
  '/numbers',
  '/sites',
  '/phone',
  '/session',
  '/recycle-bin',
  '/leavings',
  '/successions',
  plan,
]

/** Which answers a live event makes stale, by the beginning of their path. */
const staleBy: Record<LiveEvent['kind'], readonly string[]> = {
  user,
  device: ['/users/{id}/devices', '/users/{id}/readiness', '/registrations', '/phone/devices'],
  site: ['/sites', '/users', '/home', plan],
  profile: ['/profiles', '/users', '/sites', plan],
  licenseType: ['/licenses', '/home', '/users', '/numbers/allowance', plan],
  number: ['/numbers', '/home', '/users', plan],
  numberAllowance: ['/numbers'],
  apiToken: ['/api-tokens'],
  tenant: ['/tenant', '/session', '/home', '/sites', plan],
  changeSet: ['/change-sets', '/tasks'],
  task: ['/tasks'],
  mail: ['/users/{id}', '/users/{id}/mail', '/users/{id}/readiness', '/home', '/inbox'],
  registration: ['/registrations', '/users', '/home', '/phone/directory'],
  leaving: ['/users', '/leavings', '/home'],
  succession: ['/successions'],
  call: ['/calls', '/home', '/phone/calls', '/phone/directory'],
}

/** Whether an answer of `path` for the parameter `id` could be different after this event. */
export function isStaleAfter(event: LiveEvent, path: string, id: string | null): boolean {
  if (!staleBy[event.kind].some((beginning) => path.startsWith(beginning))) return false
  const isOneUser = path.startsWith(endpoints.getUser.path)
  const isAboutUser = event.kind === 'user' || event.kind === 'registration'
  return !(isOneUser && isAboutUser && event.id !== null && id !== null && event.id !== id)
}

/** Asks again for every answer on screen that these events touch. */
export function refreshAfter(queryClient: QueryClient, events: readonly LiveEvent[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [path, params] }) =>
      typeof path === 'string' && events.some((event) => isStaleAfter(event, path, idOf(params))),
  })
}

function idOf(params: unknown): string | null {
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null
  return typeof id === 'string' ? id : null
}
