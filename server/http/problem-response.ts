import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import pg from 'pg'
import type { Problem, ProblemCode, ProblemDocument } from '../../contract/problems.ts'
import { problemOfConstraint } from '../db/constraints.ts'
import { ProblemError, problemAt } from '../problem-error.ts'

/** Every error leaves as a problem document (RFC 9457); what we did not foresee is logged and answered as a 500 with its request id. */
export function answerProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error)
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  return sendProblem(request, reply, problem)
}

/** There is no page or operation at this address. */
export function answerMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(
    request,
    reply,
    new ProblemError('not_found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`),
  )
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemError): FastifyReply {
  const document: ProblemDocument = {
    type: `urn:offhook:problem:${problem.code}`,
    title: problem.code.replaceAll('_', ' '),
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    requestId: request.id,
    errors: [...problem.problems],
  }
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body) => (typeof body === 'string' ? body : JSON.stringify(body)))
    .send(document)
}

function toProblem(error: FastifyError | Error): ProblemError {
  if (error instanceof ProblemError) return error
  if (hasZodFastifySchemaValidationErrors(error))
    return invalidInput(error.validation.map(({ instancePath, message = '' }) => issueOf(instancePath, message)))
  if (error instanceof pg.DatabaseError) return problemOfConstraint(error) ?? storageProblem(error)
  if ('code' in error && isConnectionTrouble(error.code)) return unavailable()
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  const code = codeOfStatus(status)
  return new ProblemError(
    code,
    code === 'internal_error'
      ? 'Something went wrong on our side. Nothing was changed. Tell your operator the request id.'
      : error.message,
  )
}

// The whole is the empty pointer (RFC 6901 §5), and what zod says of a missing value is no sentence for people.
function issueOf(path: string, message: string): Problem {
  const field = path === '/' ? '' : path
  const isMissing = message.endsWith('received undefined') || (field === '' && message.endsWith('received null'))
  if (!isMissing) return problemAt(field, 'field_invalid', message)
  return problemAt(field, 'field_required', field ? `“${field.slice(1)}” is required.` : 'A JSON body is required.')
}

function invalidInput(problems: readonly Problem[]): ProblemError {
  const [first] = problems
  const message = problems.length === 1 && first ? first.message : `${problems.length} fields need attention.`
  return new ProblemError('validation_failed', message, problems)
}

const codesByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed_request',
  404: 'not_found',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  503: 'busy_try_again',
}

function codeOfStatus(status: number): ProblemCode {
  const code = codesByStatus[status]
  if (code) return code
  return status >= 400 && status < 500 ? 'malformed_request' : 'internal_error'
}

// 08xxx: connection trouble; 57Pxx: the server is shutting down; 53xxx: out of resources (PostgreSQL appendix A).
function storageProblem(error: pg.DatabaseError): ProblemError {
  if (/^(08|57P|53)/.test(error.code ?? '')) return unavailable()
  if (error.code === '40001' || error.code === '40P01') {
    return new ProblemError(
      'busy_try_again',
      'Many people are changing the same things right now. Try again in a moment.',
    )
  }
  return new ProblemError(
    'internal_error',
    'Something went wrong on our side. Nothing was changed. Tell your operator the request id.',
  )
}

function isConnectionTrouble(code: unknown): boolean {
  return typeof code === 'string' && ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code)
}

function unavailable(): ProblemError {
  return new ProblemError(
    'storage_unavailable',
    'The database cannot be reached right now. Nothing was changed. Try again in a moment.',
    [],
    { 'retry-after': '2' },
  )
}
