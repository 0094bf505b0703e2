import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfByeFromThem, endOfCancelledCall, endOfRefusedCall, hungUpByThem, lostSound } from './call-end.ts'
import { clock, nameOf } from './call-words.ts'
import { dialString } from './dial-string.ts'

describe('what a text dials', () => {
  it.each([
    ['1042', '1042'],
    [' +1 (415) 555-0142 ', '+14155550142'],
    ['tel:+14155550142', '+14155550142'],
    ['*72', '*72'],
    ['١٠٤٢', '1042'],
    ['１０４２', '1042'],
    ['Maya', null],
    ['Maya 1042', null],
    ['1+1', null],
    ['', null],
    ['+', null],
    ['--', null],
  ])('%j dials %j', (text, dialed) => expect(dialString(text)).toBe(dialed))

  it('dials what it dials, again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const dialed = dialString(text)
        if (dialed !== null) expect(dialString(dialed)).toBe(dialed)
      }),
    )
  })
})

describe('why a call ended', () => {
  it('prefers the words of the house over its own', () => {
    expect(endOfRefusedCall({ status: 404, text: 'Nobody at Acme has extension 1999.' })).toEqual({
      kind: 'problem',
      sentence: 'Nobody at Acme has extension 1999.',
      advice: null,
    })
  })

  it.each([403, 404, 408, 480, 484, 486, 488, 500, 503, 600, 603])(
    'says %i in a sentence without the number',
    (status) => {
      expect(endOfRefusedCall({ status, text: null }).sentence).toMatch(/^[A-Z][^\d]+\.$/)
    },
  )

  it('explains a refused description of sound in its own words', () => {
    const text = 'The two phones have no audio format in common.'
    expect(endOfRefusedCall({ status: 488, text }).sentence).toBe('That phone cannot take web calls yet.')
  })

  it('tells a person who hung up from a house that explains itself and from lost sound', () => {
    expect(endOfByeFromThem({ status: null, text: null })).toBe(hungUpByThem)
    expect(endOfByeFromThem({ status: 403, text: 'Your account was suspended' })).toMatchObject({
      kind: 'problem',
      sentence: 'Your account was suspended.',
    })
    expect(endOfByeFromThem({ status: 408, text: 'RTP Timeout' })).toBe(lostSound)
  })

  it('tells a call answered elsewhere from a missed one', () => {
    expect(endOfCancelledCall({ status: 200, text: 'Call completed elsewhere' }).kind).toBe('elsewhere')
    expect(endOfCancelledCall({ status: null, text: null }).kind).toBe('missed')
  })
})

describe('words on the screen', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [754, '12:34'],
    [3723, '1:02:03'],
  ])('%d seconds are %s', (seconds, shown) => expect(clock(seconds)).toBe(shown))

  it('names a caller by name, then number, then not at all', () => {
    expect(nameOf({ name: '李 小龍', number: '1044' })).toBe('李 小龍')
    expect(nameOf({ name: null, number: '1044' })).toBe('1044')
    expect(nameOf({ name: null, number: '' })).toBe('Unknown caller')
  })
})
