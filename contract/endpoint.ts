import type { z } from 'zod'
import type { Access } from './roles.ts'

/**
 * One operation of the HTTP API, declared once: the server implements it, the console, the phone and the terminal call it, the reference and
 * the tests are made from it. Paths are below `/api/v1`; parameters are written `{id}`.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly access: Access
  /** `changes` leaves change rows; `outside` alters only what decisions list as outside change sets (sessions, mail state …); `read` alters nothing. */
  readonly effect: 'read' | 'changes' | 'outside'
  readonly status: 200 | 201 | 202 | 204
  /** A large request is answered with 202 and a task. */
  readonly mayBecomeTask?: boolean
  /** The answer is a text of this type, to be saved as a file; without it, JSON. */
  readonly media?: 'text/csv'
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answer
}

/** Declares an endpoint; keeps the exact types of its schemas. */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodType,
>(declared: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return declared
}
