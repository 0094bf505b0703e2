import type { LiveEvent } from '../../contract/api/live-event.ts'
import type { Context } from '../access/context.ts'
import type { HouseEvent } from '../events/events.ts'
import { ProblemError } from '../problem-error.ts'
import { authenticate } from '../signin/authenticate.ts'
import { contextOf, type Web } from './implement.ts'
import { publicContextOf } from './public-context.ts'

const heartbeatMs = 20_000
const mostIds = 20
const mostUnreadBytes = 1_000_000
/** More than one person has pages and programs open with one sign-in. */
const mostStreams = 30

/**
 * `GET /api/v1/events`: live events of one's tenant as server-sent events. An administrator hears all, a person what phones
 * need. A stream ends when its session does: that is asked again at each heartbeat, and at once when the person changed.
 */
export function eventsRoute(web: Web): void {
  const streams = new Map<string, number>()
  const schema = { tags: ['Live events'], summary: 'Server-sent events: what changed, for the client to fetch' }
  // Without HEAD, whose stream would never end.
  web.app.get('/api/v1/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const ctx = await contextOf(web.house, request)
    const endCounting = countStream(streams, ctx)
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    stream.write('retry: 1000\n\n')
    const stillSignedIn = async () => {
      const identity = {
        ...publicContextOf(web.house, request),
        cookieHeader: request.headers.cookie,
        authorization: request.headers.authorization,
      }
      const now = await authenticate(web.house, identity).catch(() => null)
      if (now?.role !== ctx.role) stream.end()
    }
    const heartbeat = setInterval(() => {
      stream.write(': alive\n\n')
      void stillSignedIn()
    }, heartbeatMs)
    const endListening = web.house.events.listen((event) => {
      for (const live of liveEvents(ctx, event)) stream.write(`data: ${JSON.stringify(live)}\n\n`)
      if (mayEndSession(ctx, event)) void stillSignedIn()
      // Who does not read on fetches everything anew after connecting again.
      if (stream.writableLength > mostUnreadBytes) stream.destroy()
    })
    stream.on('close', () => {
      clearInterval(heartbeat)
      endListening()
      endCounting()
    })
  })
}

function countStream(streams: Map<string, number>, ctx: Context): () => void {
  const key = ctx.sessionId ?? ctx.actor.id ?? ''
  const open = streams.get(key) ?? 0
  if (open >= mostStreams) {
    throw new ProblemError('too_many_requests', `There are ${open} streams open with this sign-in. Close some.`)
  }
  streams.set(key, open + 1)
  return () => {
    const left = (streams.get(key) ?? 1) - 1
    if (left > 0) streams.set(key, left)
    else streams.delete(key)
  }
}

/** Whether the event can mean that this session or token is no more, or has other rights. */
function mayEndSession(ctx: Context, event: HouseEvent): boolean {
  if (event.tenantId !== ctx.tenantId) return false
  if (ctx.userId === null) return event.kind === 'apiToken'
  return event.userIds === null ? event.kind === 'user' || event.kind === 'device' : event.userIds.includes(ctx.userId)
}

const forEverybody = new Set<LiveEvent['kind']>(['registration', 'call'])

function liveEvents(ctx: Context, event: HouseEvent): LiveEvent[] {
  if (event.tenantId !== ctx.tenantId) return []
  const isMine = ctx.userId !== null && event.userIds?.includes(ctx.userId)
  if (ctx.role !== 'admin' && !forEverybody.has(event.kind) && !isMine) return []
  if (!event.ids || event.ids.length > mostIds) return [{ kind: event.kind, id: null }]
  return event.ids.map((id) => ({ kind: event.kind, id }))
}
