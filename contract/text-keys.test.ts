import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasShortKey, personSortKey, searchKey, searchTokens, searchWords, textKey } from './text-keys.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('two texts count as the same', () => {
  it.each([
    ['without regard to case', 'Maya.Ortiz', 'mAYA.oRTIZ'],
    ['whichever way an accent is written', 'José'.normalize('NFC'), 'José'.normalize('NFD')],
    ['for the Turkish dotted and dotless i, whatever language the reader has', 'İSTANBUL', 'istanbul'],
    ['for ı and i, too', 'Yıldız', 'YILDIZ'],
    ['for ß and ss', 'Groß', 'GROSS'],
    ['for final and inner sigma', 'Ποσειδώνας', 'ΠΟΣΕΙΔΏΝΑΣ'],
    ['at full and half width', 'Ｍａｙａ　Ｏｒｔｉｚ', 'maya ortiz'],
    ['with any white space between words and around', '  HQ \t – \u00a0Berlin\n', 'hq – berlin'],
    ['for Korean, composed or in letters', '한국', '한국'.normalize('NFD')],
  ])('%s', (_, one, other) => {
    expect(textKey(one)).toBe(textKey(other))
  })

  it.each([
    ['an accent', 'Jose', 'José'],
    ['another letter', 'Maya', 'Mayа'],
    ['a Chinese character', '李', '季'],
  ])('but %s makes a difference', (_, one, other) => {
    expect(textKey(one)).not.toBe(textKey(other))
  })

  it('once and for all: the key of a key is itself', () => {
    fc.assert(
      fc.property(anyText, (text) => textKey(textKey(text)) === textKey(text)),
      { numRuns: 2000 },
    )
  })

  it('in any composition of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => textKey(text.normalize('NFC')) === textKey(text.normalize('NFD'))),
      { numRuns: 2000 },
    )
  })

  it('but a text whose key would grow too long for an index is noticed', () => {
    expect(hasShortKey('x'.repeat(254))).toBe(true)
    expect(hasShortKey('ﷺ'.repeat(128))).toBe(false)
  })
})

describe('people are sorted', () => {
  it('by last name without regard to accents and case', () => {
    const sorted = ['Ångström', 'abel', 'Zola', 'Ábel', 'Öhman', 'Oh'].toSorted((a, b) =>
      personSortKey('', a) < personSortKey('', b) ? -1 : 1,
    )
    expect(sorted).toEqual(['abel', 'Ábel', 'Ångström', 'Oh', 'Öhman', 'Zola'])
  })

  it('by a key that never ends in half a character', () => {
    const person = (name: string) => personSortKey(`x${name}`, name)
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 128 }), (name) => person(name).isWellFormed()))
    expect(personSortKey('𠮷'.repeat(64), '𠮷'.repeat(64)).isWellFormed()).toBe(true)
    expect(searchKey(`x${'𠮷'.repeat(64)}`).isWellFormed()).toBe(true)
  })
})

describe('a person is found', () => {
  const maya = {
    firstName: 'Maya José',
    lastName: 'Ortiz-Müller',
    username: 'maya.ortiz',
    email: 'maya@acme.example',
    extension: '1042',
    numbers: ['+442079460142', '+14155550142'],
  }
  const isFound = (person: typeof maya, query: string) => {
    const tokens = searchTokens(person)
    return searchWords(query).every((word) => tokens.some((token) => token.startsWith(word)))
  }

  it.each([
    'maya',
    'MAY',
    'jose',
    'ortiz-m',
    'muller',
    'Müller',
    'ortiz maya',
    'maya.o',
    'maya@ac',
    'acme',
    '1042',
    '10',
    '+44 20 7946 0142',
    '020 7946 0142',
    '0044 20 7946',
    '(415) 555-0142',
    '+1 415',
    '0142',
  ])('by %s', (query) => {
    expect(isFound(maya, query)).toBe(true)
  })

  it.each(['mayb', 'ortiz bob', '1043', '+33', 'iz'])('but not by %s', (query) => {
    expect(isFound(maya, query)).toBe(false)
  })

  it('while their name is being typed, in any script', () => {
    for (const lastName of ['Σωκράτησα', 'ΟΔΥΣΣΕΑΣ', 'Кузнецова', 'الزهراء', 'Nguyễn', 'שמש', 'İpek']) {
      for (let end = 1; end <= lastName.length; end++) {
        expect(isFound({ ...maya, lastName }, lastName.slice(0, end)), lastName.slice(0, end)).toBe(true)
        expect(isFound({ ...maya, lastName }, lastName.toLowerCase().slice(0, end))).toBe(true)
      }
    }
  })

  it('by any part of a name that is written without spaces', () => {
    expect(isFound({ ...maya, lastName: '山田太郎' }, '太郎')).toBe(true)
    expect(isFound({ ...maya, firstName: 'สมชาย' }, 'ชาย')).toBe(true)
  })

  it('under tokens of at most 64 whole characters, whatever the names', () => {
    fc.assert(
      fc.property(anyText, anyText, (firstName, lastName) =>
        searchTokens({ ...maya, firstName, lastName }).every((token) => token.length <= 64),
      ),
    )
  })
})
