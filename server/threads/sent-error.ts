import pg from 'pg'
import type { Problem, ProblemCode } from '../../contract/problems.ts'
import { ProblemError } from '../problem-error.ts'

/** An error on its way from one thread to another, where only plain data passes. */
export type SentError =
  | {
      readonly kind: 'problem'
      readonly code: ProblemCode
      readonly message: string
      readonly problems: readonly Problem[]
      readonly headers: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'database'
      readonly message: string
      readonly code: string | undefined
      readonly constraint: string | undefined
    }
  | {
      readonly kind: 'other'
      readonly message: string
      readonly stack: string | undefined
      readonly code: string | undefined
    }

/** Makes plain data of an error. */
export function sentError(error: unknown): SentError {
  if (error instanceof ProblemError) {
    const { code, message, problems, headers } = error
    return { kind: 'problem', code, message, problems, headers }
  }
  if (error instanceof pg.DatabaseError) {
    const { message, code, constraint } = error
    return { kind: 'database', message, code, constraint }
  }
  if (!(error instanceof Error)) return { kind: 'other', message: String(error), stack: undefined, code: undefined }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { kind: 'other', message: error.message, stack: error.stack, code }
}

/** Makes the error again that was sent. */
export function receivedError(sent: SentError): Error {
  if (sent.kind === 'problem') return new ProblemError(sent.code, sent.message, sent.problems, { ...sent.headers })
  if (sent.kind === 'database') {
    const error = new pg.DatabaseError(sent.message, sent.message.length, 'error')
    return Object.assign(error, { code: sent.code, constraint: sent.constraint })
  }
  const error = new Error(sent.message)
  if (sent.stack) error.stack = sent.stack
  return sent.code ? Object.assign(error, { code: sent.code }) : error
}
