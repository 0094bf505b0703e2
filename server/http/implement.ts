import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import { ProblemDocument } from '../../contract/problems.ts'
import { authorize } from '../access/authorize.ts'
import type { Context, PublicContext } from '../access/context.ts'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'
import { authenticate } from '../signin/authenticate.ts'
import { replayOrRun } from './idempotency.ts'
import { refuseForeignOrigin } from './origin-check.ts'
import { publicContextOf } from './public-context.ts'
import { Reply } from './reply.ts'
import { refuseUnstorableText } from './storable-text.ts'

/** The web server that routes are added to. */
export interface Web {
  readonly app: FastifyInstance
  readonly house: House
}

/** What the caller sent, checked against the endpoint's schemas. */
export interface Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly body: z.output<B>
  /** The version that `If-Match` names; null when absent or `*`. */
  readonly ifMatch: number | null
}

type Answer<A extends z.ZodType> = z.input<A> | Reply<z.input<A>>

/** Serves an endpoint to whoever is signed in and may: parse → operation → status. */
export function implement<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  web: Web,
  endpoint: Endpoint<P, Q, B, A>,
  handler: (ctx: Context, call: Call<P, Q, B>) => Promise<Answer<A>>,
): void {
  addRoute(web, endpoint, async (request, reply) => {
    const ctx = await contextOf(web.house, request)
    authorize(ctx, endpoint.access)
    const call = callOf<P, Q, B>(request)
    const key = request.headers['idempotency-key']
    if (endpoint.status !== 201 || typeof key !== 'string') return send(reply, endpoint, await handler(ctx, call))
    const seen = createHash('sha256')
      .update(JSON.stringify([endpoint.method, request.url, call.body ?? null]))
      .digest()
    const outcome = await replayOrRun(ctx, key, seen, async (once) =>
      asReply(await handler(once, call), endpoint.status),
    )
    return send(reply, endpoint, outcome)
  })
}

/** Serves an endpoint to anybody. */
export function implementPublic<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  web: Web,
  endpoint: Endpoint<P, Q, B, A>,
  handler: (ctx: PublicContext, call: Call<P, Q, B>, request: FastifyRequest) => Promise<Answer<A>>,
): void {
  addRoute(web, endpoint, async (request, reply) =>
    send(reply, endpoint, await handler(publicContextOf(web.house, request), callOf<P, Q, B>(request), request)),
  )
}

/** Who asks. Refuses with `not_signed_in` when nobody does, and with `wrong_origin` when a foreign page asks with our cookie. */
export async function contextOf(house: House, request: FastifyRequest): Promise<Context> {
  const ctx = await authenticate(house, {
    ...publicContextOf(house, request),
    cookieHeader: request.headers.cookie,
    authorization: request.headers.authorization,
  })
  if (!ctx) throw new ProblemError('not_signed_in', 'Sign in first.')
  return ctx
}

function addRoute(
  web: Web,
  endpoint: Endpoint,
  run: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  const answers = endpoint.status === 204 ? z.null() : endpoint.answer
  const hasDryRun = endpoint.status === 201 && endpoint.query !== undefined
  web.app.withTypeProvider<ZodTypeProvider>().route({
    method: endpoint.method,
    url: `/api/v1${endpoint.path.replaceAll('{', ':').replaceAll('}', '')}`,
    schema: {
      summary: endpoint.summary,
      tags: [endpoint.tag],
      ...(endpoint.access === 'public' ? { security: [] } : {}),
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body ? { body: endpoint.body } : {}),
      response: {
        [endpoint.status]: endpoint.media ? fileOf(endpoint.media) : answers,
        ...(hasDryRun ? { 200: endpoint.answer } : {}),
        ...(endpoint.mayBecomeTask ? { 202: endpoint.answer } : {}),
        default: ProblemDocument,
      },
    },
    // A cookie is sent by the browser whoever made the page: what alters something must come from our own.
    preValidation: async (request) => {
      refuseForeignOrigin(web.house, request)
      refuseUnstorableText(request)
    },
    handler: run,
  })
}

/** A file that is sent as it comes: described by its media type, serialized by nobody. */
function fileOf(media: string) {
  return { description: 'A file', content: { [media]: { schema: z.string() } } }
}

function callOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(request: FastifyRequest): Call<P, Q, B> {
  return {
    params: request.params as z.output<P>,
    query: request.query as z.output<Q>,
    body: request.body as z.output<B>,
    ifMatch: versionOf(request.headers['if-match']),
  }
}

function versionOf(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())
  if (!match)
    throw new ProblemError('version_conflict', 'If-Match must be the ETag that an earlier answer gave, like "3".')
  return Number(match[1])
}

function asReply<T>(answer: T | Reply<T>, status: number): Reply<T> {
  return answer instanceof Reply ? answer : new Reply(answer, { status })
}

function send<T>(reply: FastifyReply, endpoint: Endpoint, answer: T | Reply<T>) {
  const { body, status, headers, stream } = asReply(answer, endpoint.status)
  reply.code(status ?? endpoint.status).headers(headers)
  const version = versionIn(body)
  if (version !== null) reply.header('etag', `"${version}"`)
  reply.header('cache-control', 'no-store')
  return reply.send(stream ?? (endpoint.status === 204 ? undefined : body))
}

// The ETag of a resource is its version, whether the answer is the resource or says what was written.
function versionIn(body: unknown): number | null {
  if (typeof body !== 'object' || body === null) return null
  for (const holder of [body, ...Object.values(body)]) {
    if (typeof holder === 'object' && holder !== null && 'version' in holder && typeof holder.version === 'number')
      return holder.version
  }
  return null
}
