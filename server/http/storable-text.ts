import type { FastifyRequest } from 'fastify'
import type { Problem } from '../../contract/problems.ts'
import { ProblemError, problemAt } from '../problem-error.ts'

/** Deeper than anything that the API takes; the stack is deeper still. */
const deepest = 64

/** Refuses text that no database keeps: PostgreSQL knows neither NUL nor half a surrogate pair (Unicode 3.9, D77). */
export function refuseUnstorableText({ params, query, body }: Pick<FastifyRequest, 'params' | 'query' | 'body'>): void {
  const found: Problem[] = []
  for (const sent of [params, query, body]) collect(sent, '', 0, found)
  const [first] = found
  if (first) throw new ProblemError('validation_failed', first.message, found.slice(0, 100))
}

function collect(value: unknown, pointer: string, depth: number, found: Problem[]): void {
  if (depth > deepest) throw new ProblemError('malformed_request', 'This is nested too deeply.')
  if (typeof value === 'string') {
    if (isStorable(value)) return
    found.push(problemAt(pointer, 'field_invalid', 'This holds a character that is none (NUL or half of one).'))
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (isStorable(name)) collect(part, inner, depth + 1, found)
      else found.push(problemAt(pointer, 'field_invalid', 'A name holds a character that is none.'))
    }
  }
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
