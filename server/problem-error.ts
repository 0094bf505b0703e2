import { type Problem, type ProblemCode, problemStatus } from '../contract/problems.ts'

/** A request that is refused for a reason people can act on. Becomes a problem document (RFC 9457) at the edge; thrown once, never relabelled. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly problems: readonly Problem[]
  /** Response headers that belong to the refusal, such as Retry-After. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ProblemCode,
    message: string,
    problems: readonly Problem[] = [],
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.name = 'ProblemError'
    this.code = code
    this.problems = problems
    this.headers = headers
  }

  get status(): number {
    return problemStatus[this.code]
  }
}

/** One problem of a field; `field` is a JSON pointer into the request. */
export function problemAt(
  field: string,
  code: ProblemCode,
  message: string,
  fixes: Problem['fixes'] = [],
  severity: Problem['severity'] = 'error',
): Problem {
  return { code, severity, field, message, fixes }
}

/** Refuses with one problem at one field. */
export function refuseField(field: string, code: ProblemCode, message: string): never {
  throw new ProblemError(code, message, [problemAt(field, code, message)])
}

/** Refuses because there is nothing with this id, here. */
export function refuseMissing(what: string): never {
  throw new ProblemError('not_found', `There is no such ${what} here. It may have been removed.`)
}
