import { describe, expect, it } from 'vitest'
import { explainMicrophoneError } from './microphone.ts'

describe('a microphone that does not open', () => {
  it.each(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError', 'SomethingNew'])(
    'is explained with what to do: %s',
    (name) => {
      const { sentence, advice } = explainMicrophoneError(new DOMException('', name))
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(advice).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('tells a refused permission from a missing device', () => {
    expect(explainMicrophoneError(new DOMException('', 'NotAllowedError')).advice).toContain('allow the microphone')
    expect(explainMicrophoneError(new DOMException('', 'NotFoundError')).sentence).toBe('No microphone was found.')
  })
})
