import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect } from 'vitest'
import { z } from 'zod'
import { UndoAnswer } from '../../contract/api/change-sets.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { PlanView, UserWritten } from '../../contract/api/users.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import type { Id } from '../../contract/ids.ts'
import { ProblemDocument } from '../../contract/problems.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { telling } from '../../server/events/telling.ts'
import { createWebServer } from '../../server/http/web-server.ts'
import { sessionCookie } from '../../server/signin/session-cookie.ts'
import { startSession } from '../../server/signin/sessions.ts'
import { addCompany, type CompanyWish, type FileHouse, houseOfThisFile, type TestCompany } from './house.ts'

/** What goes into a call of an endpoint, typed by the contract. */
export interface Sent<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params?: z.input<P>
  readonly query?: z.input<Q>
  readonly body?: z.input<B>
  readonly headers?: Record<string, string>
}

export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** The API as one caller uses it. */
export interface Caller {
  /** Sends and answers whatever came back. */
  send<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, A>,
    sent?: Sent<P, Q, B>,
  ): Promise<Received>
  /** Expects success and an answer that keeps the contract. */
  call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, A>,
    sent?: Sent<P, Q, B>,
  ): Promise<z.output<A>>
  /** Expects a refusal that keeps the contract. */
  refused<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, A>,
    sent?: Sent<P, Q, B>,
  ): Promise<ProblemDocument>
  createUser(spec: UserSpec, headers?: Record<string, string>): Promise<UserWritten>
  updateUser(id: Id, spec: UserSpec, headers?: Record<string, string>): Promise<UserWritten>
  planUser(spec: UserSpec): Promise<PlanView>
  /** Takes back a change set that is small enough to be waited for. */
  undo(changeSetId: Id | null): Promise<UndoAnswer>
}

export interface ApiCompany extends TestCompany {
  /** With the company's API token. */
  readonly api: Caller
}

export interface ApiKit {
  readonly house: FileHouse
  readonly app: FastifyInstance
  company(wish?: CompanyWish): Promise<ApiCompany>
  as(credentials: Record<string, string>): Caller
  readonly nobody: Caller
  /** Signs this person in, as a browser would be. */
  signedIn(company: TestCompany, userId: Id): Promise<Caller & { readonly cookie: string }>
  inject(request: InjectOptions): Promise<Received>
}

export const setupCode = 'ABCD-EFGH'

/** The whole HTTP API on a house of this file's own; nothing listens, requests are injected. */
export function apiOfThisFile(env: Record<string, string> = {}): ApiKit {
  const house = houseOfThisFile(env)
  let app: FastifyInstance | undefined
  beforeAll(async () => {
    app = await createWebServer(house(), { setupCode: { text: setupCode }, certificate: null })
    await app.ready()
  })
  afterAll(async () => {
    await app?.close()
  })
  const kit: ApiKit = {
    get house() {
      return house()
    },
    get app() {
      if (!app) throw new Error('The server is made before the first test.')
      return app
    },
    async company(wish = {}) {
      const company = await addCompany(house(), wish)
      return { ...company, api: kit.as({ authorization: `Bearer ${company.token}` }) }
    },
    as: (credentials) => callerOf(kit, credentials),
    get nobody() {
      return kit.as({})
    },
    async signedIn(company, userId) {
      const { token } = await telling(house(), company.tenantId, (tx) =>
        startSession(tx, { address: '192.0.2.1', userAgent: 'vitest' }, { id: userId, name: 'Tester' }),
      )
      const cookie = sessionCookie(token).split(';')[0] ?? ''
      return { ...kit.as({ cookie, 'sec-fetch-site': 'same-origin' }), cookie }
    },
    async inject(request) {
      const response = await kit.app.inject(request)
      const isJson = String(response.headers['content-type']).includes('json')
      const body = isJson && response.body !== '' ? response.json() : response.body || null
      return { status: response.statusCode, headers: response.headers, body }
    },
  }
  return kit
}

function callerOf(kit: ApiKit, credentials: Record<string, string>): Caller {
  const caller: Caller = {
    send(endpoint, { params, query, body, headers } = {}) {
      return kit.inject({
        method: endpoint.method,
        url: urlOf(endpoint.path, params, query),
        headers: { ...credentials, ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      })
    },
    async call(endpoint, sent) {
      const { status, body } = await caller.send(endpoint, sent)
      expect({ status, body }).toMatchObject({ status: expect.toSatisfy((code) => code >= 200 && code < 300) })
      return endpoint.status === 204 ? endpoint.answer.parse(null) : endpoint.answer.parse(body)
    },
    async refused(endpoint, sent) {
      const { status, headers, body } = await caller.send(endpoint, sent)
      expect({ status, body }).toMatchObject({ status: expect.toSatisfy((code) => code >= 400 && code < 500) })
      expect(headers['content-type']).toMatch(/^application\/problem\+json/)
      const document = ProblemDocument.parse(body)
      expect(document.status).toBe(status)
      return document
    },
    async createUser(spec, headers = {}) {
      return UserWritten.parse(await caller.call(endpoints.createUser, { body: spec, headers }))
    },
    async updateUser(id, spec, headers = {}) {
      return UserWritten.parse(await caller.call(endpoints.updateUser, { params: { id }, body: spec, headers }))
    },
    async undo(changeSetId) {
      const params = { id: changeSetId ?? '' }
      return UndoAnswer.parse(await caller.call(endpoints.undoChangeSet, { params }))
    },
    async planUser(spec) {
      return PlanView.parse(await caller.call(endpoints.createUser, { body: spec, query: { dryRun: 'true' } }))
    },
  }
  return caller
}

/** The address of an endpoint with its parameters filled in. */
export function urlOf(path: string, params: unknown, query: unknown): string {
  const given = z.record(z.string(), z.unknown()).parse(params ?? {})
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(given[name] ?? '')))
  const asked = Object.entries(z.record(z.string(), z.unknown()).parse(query ?? {})).filter(
    ([, value]) => value != null,
  )
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()
  return `/api/v1${filled}${search ? `?${search}` : ''}`
}
