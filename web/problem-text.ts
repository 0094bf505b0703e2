import type { Problem } from '../contract/problems.ts'
import { ApiError } from './api.ts'

const unreachable = 'The server does not answer. Check your connection; nothing was changed.'

/** The one funnel from anything thrown to a sentence for people. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) return sentenceOfDocument(error)
  if (error instanceof TypeError) return unreachable
  return error instanceof Error ? error.message : unreachable
}

function sentenceOfDocument({ document }: ApiError): string {
  const isBug = document.code === 'internal_error' && document.requestId !== ''
  return isBug ? `${document.detail} Request ${document.requestId}.` : document.detail
}

/** The problems that a refused request names, none for anything else. */
export function problemsOf(error: unknown): readonly Problem[] {
  return error instanceof ApiError ? error.document.errors : []
}

/** A JSON pointer (RFC 6901) as the path of a form's field: `/address/line1` is `address.line1`. */
export function fieldOfPointer(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

/** The first problem of each field, by the form's path; `base` is where the form's object stands in the body. */
export function problemsByField(problems: readonly Problem[], base = ''): ReadonlyMap<string, Problem> {
  const byField = new Map<string, Problem>()
  for (const problem of problems) {
    if (!problem.field.startsWith(base)) continue
    const field = fieldOfPointer(problem.field.slice(base.length))
    if (!byField.has(field)) byField.set(field, problem)
  }
  return byField
}

/** The sentence of each field, as form libraries want it. */
export function fieldErrors(error: unknown, base = ''): Record<string, string> {
  const byField = problemsByField(problemsOf(error), base)
  return Object.fromEntries(
    [...byField].filter(([field]) => field !== '').map(([field, { message }]) => [field, message]),
  )
}
