import { expect, it } from 'vitest'
import { linkToken } from './link-token.ts'

it('reads the token behind the #', () => {
  expect(linkToken('#abc_-123')).toBe('abc_-123')
  expect(linkToken('#token=abc_-123')).toBe('abc_-123')
  expect(linkToken('')).toBe('')
  expect(linkToken('#other=1')).toBe('')
})
