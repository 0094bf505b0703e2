import { describe, expect, it } from 'vitest'
import { fieldWords } from './field-words.ts'
import { defaultServices } from './services-spec.ts'

describe('the words for a field', () => {
  it('has words of its own for every service', () => {
    const fields = Object.entries(defaultServices).flatMap(([section, settings]) =>
      Object.keys(settings).map((setting) => `services.${section}.${setting}`),
    )
    expect(fields.length).toBeGreaterThan(15)
    expect(
      fields.map(fieldWords).filter((words) => words.length < 9 || /[A-Z.]/.test(words.replace('ID', ''))),
    ).toEqual([])
  })

  it('spells out a field that a later release may add', () => {
    expect(fieldWords('services.voicemail.greetingLength')).toBe('greeting length')
  })
})
