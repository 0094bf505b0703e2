import { expect, it } from 'vitest'
import { callState } from './call-text.ts'

it('tells live calls from ended ones', () => {
  expect(callState({ outcome: null, answeredAt: null }).text).toBe('Ringing now')
  expect(callState({ outcome: null, answeredAt: '2026-01-01T00:00:00Z' }).text).toBe('Talking now')
  expect(callState({ outcome: 'noAnswer', answeredAt: null }).text).toBe('No answer')
})
