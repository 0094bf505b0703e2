import { describe, expect, it } from 'vitest'
import type { Problem } from '../contract/problems.ts'
import { ApiError } from './api.ts'
import { fieldErrors, fieldOfPointer, problemsByField, sentenceOf } from './problem-text.ts'

function problem(field: string, message: string): Problem {
  return { code: 'field_invalid', severity: 'error', field, message, fixes: [] }
}

function refusal(errors: Problem[], code: 'validation_failed' | 'internal_error' = 'validation_failed') {
  return new ApiError({ type: 'about:blank', title: 'T', status: 422, detail: 'D.', code, requestId: 'r1', errors })
}

describe('problem text', () => {
  it('turns a JSON pointer into a form path, with its escapes', () => {
    expect(fieldOfPointer('/address/line1')).toBe('address.line1')
    expect(fieldOfPointer('/numbers/0')).toBe('numbers.0')
    expect(fieldOfPointer('/a~1b/c~0d')).toBe('a/b.c~d')
    expect(fieldOfPointer('')).toBe('')
  })

  it('keeps the first problem of a field, below the form’s own base', () => {
    const problems = [problem('/spec/site/name', 'first'), problem('/spec/site/name', 'second'), problem('/code', 'x')]
    expect([...problemsByField(problems, '/spec')].map(([field, { message }]) => [field, message])).toEqual([
      ['site.name', 'first'],
    ])
  })

  it('gives forms no error for the whole body', () => {
    expect(fieldErrors(refusal([problem('', 'all of it'), problem('/email', 'bad')]))).toEqual({ email: 'bad' })
  })

  it('says the server’s sentence, and for a bug the request to quote', () => {
    expect(sentenceOf(refusal([]))).toBe('D.')
    expect(sentenceOf(refusal([], 'internal_error'))).toBe('D. Request r1.')
    expect(sentenceOf(new TypeError('fetch failed'))).toMatch('does not answer')
  })
})
