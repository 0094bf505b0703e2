import type { z } from 'zod'
import type { Endpoint } from '../contract/endpoint.ts'
import { ProblemDocument } from '../contract/problems.ts'

/** A refused request: `document.detail` is for people, `document.errors` point at fields. */
export class ApiError extends Error {
  readonly document: ProblemDocument
  constructor(document: ProblemDocument) {
    super(document.detail)
    this.name = 'ApiError'
    this.document = document
  }
}

type Input<T extends z.ZodType> = z.input<T>
type Part<Key extends string, T extends z.ZodType> = T extends z.ZodUndefined
  ? { [K in Key]?: undefined }
  : Record<string, never> extends Input<T>
    ? { [K in Key]?: Input<T> }
    : { [K in Key]: Input<T> }

/** What a call of an endpoint takes: `params` of the path, `query`, `body`, and the headers for conflicts and repeats. */
export type CallInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
  Part<'query', Q> &
  Part<'body', B> & { ifMatch?: string | number; idempotencyKey?: string; signal?: AbortSignal }

/** Calls an endpoint of the contract on this origin. Rejects with `ApiError`; answers are checked by nobody again, the server did. */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  input: CallInput<P, Q, B>,
): Promise<z.output<A>> {
  const response = await fetch(urlOf(endpoint, input.params, input.query), {
    method: endpoint.method,
    headers: headersOf(input),
    credentials: 'same-origin',
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(input.signal ? { signal: input.signal } : {}),
  })
  if (response.status === 204) return null as z.output<A>
  const text = await response.text()
  if (!response.ok) throw new ApiError(readProblem(response.status, text))
  return JSON.parse(text)
}

/** The address of an endpoint, for links to files. */
export function urlOf(endpoint: Endpoint, params: unknown, query: unknown): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const suffix = search.toString()
  return `/api/v1${path}${suffix ? `?${suffix}` : ''}`
}

function headersOf(input: { body?: unknown; ifMatch?: string | number; idempotencyKey?: string }) {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  if (input.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`
  if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey
  return headers
}

function readProblem(status: number, text: string): ProblemDocument {
  try {
    return ProblemDocument.parse(JSON.parse(text))
  } catch {
    const detail = 'The server could not be reached as expected. Try again in a moment.'
    return {
      type: 'about:blank',
      title: 'Unreachable',
      status,
      detail,
      code: 'internal_error',
      requestId: '',
      errors: [],
    }
  }
}
