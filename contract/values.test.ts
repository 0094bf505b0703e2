import fc from 'fast-check'
import { isPossiblePhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { countries, countryOf, fictionalNumbers, isFictionalNumber } from './countries.ts'
import { E164 } from './e164.ts'
import { defaultLicenseTypes, Entitlement } from './entitlements.ts'
import { ExtensionNumber, ExtensionRange, isNearEmergencyNumber, reservedExtensions } from './extension-number.ts'
import { Id, isId, newId } from './ids.ts'
import { languages } from './languages.ts'
import { CountryCode, Email, isCompleteAddress, LanguageTag, PersonName, TimeZone, Username } from './texts.ts'
import { UserSpec } from './user-spec.ts'

const reads = (schema: { safeParse(value: unknown): { success: boolean } }) => (value: unknown) =>
  schema.safeParse(value).success

describe('an E.164 number', () => {
  it.each(['+14155550142', '+442079460000', '+8613800138000', '+123456789012345', '+2901234'])('is %s', (text) => {
    expect(reads(E164)(text)).toBe(true)
  })
  it.each(['14155550142', '+04155550142', '+1415555014x', '+1 415 555 0142', '+1234567890123456', '+12345', '', '+'])(
    'is not “%s”',
    (text) => {
      expect(reads(E164)(text)).toBe(false)
    },
  )
})

describe('an extension', () => {
  it.each(['100', '1042', '99999999'])('may be %s', (text) => expect(reads(ExtensionNumber)(text)).toBe(true))
  it.each(['0100', '12', '123456789', '12a', '１２３', ' 123'])('may not be “%s”', (text) =>
    expect(reads(ExtensionNumber)(text)).toBe(false),
  )

  it('has a range whose ends are as long as each other and in order', () => {
    const range = reads(ExtensionRange)
    expect(range({ from: '1000', to: '1999' })).toBe(true)
    expect(range({ from: '1000', to: '1000' })).toBe(true)
    expect(range({ from: '2000', to: '1999' })).toBe(false)
    expect(range({ from: '100', to: '1999' })).toBe(false)
    expect(range({ from: '1000', to: '1999', step: 2 })).toBe(false)
  })

  it('is near an emergency number when one begins with the other', () => {
    expect(isNearEmergencyNumber('911', '911')).toBe(true)
    expect(isNearEmergencyNumber('9110', '911')).toBe(true)
    expect(isNearEmergencyNumber('101', '10111')).toBe(true)
    expect(isNearEmergencyNumber('1911', '911')).toBe(false)
    expect(reservedExtensions.every(reads(ExtensionNumber))).toBe(true)
  })
})

describe('a username', () => {
  it.each([
    'maya',
    'maya.ortiz@acme',
    "o'neill",
    '李小龍',
    'ποσειδώνας',
    'فاطمة',
    'สมชาย',
    'a',
    'jose\u0301',
    'a/b+c-d_e',
  ])('may be %s', (text) => expect(reads(Username)(text)).toBe(true))
  it.each([
    '',
    ' ',
    'maya ortiz',
    'maya\u0000',
    'ma\nya',
    'maya😀',
    'ma\u202eya',
    '\ud83d',
    'x'.repeat(129),
    'ﷺ'.repeat(128),
  ])('may not be %j', (text) => expect(reads(Username)(text)).toBe(false))
})

describe('a name', () => {
  it.each(['Maya', '李', 'Jean-Luc', "O'Neill", 'Nguyễn Thị', '𠮷野', 'ব', 'de la Cruz, Jr.'])('may be %s', (text) =>
    expect(PersonName.parse(` ${text} `)).toBe(text),
  )
  it.each(['', '  ', 'a\u0000b', 'a\nb', 'a\u202eb', '\udc00', 'x'.repeat(129)])('may not be %j', (text) =>
    expect(reads(PersonName)(text)).toBe(false),
  )
})

describe('an e-mail address', () => {
  it.each(['maya@acme.com', 'm@localhost', 'maya+x@mail.acme.co.uk', 'josé@müller.example', '用户@例子.广告'])(
    'may be %s',
    (text) => expect(reads(Email)(text)).toBe(true),
  )
  it.each([
    'maya',
    '@acme.com',
    'maya@',
    'maya@@acme.com',
    'maya@acme..com',
    'a b@acme.com',
    'maya@-acme.com',
    'a@b@c',
    'x@y.z\r\nBcc: all@z',
    '<maya@acme.com>',
  ])('may not be %j', (text) => expect(reads(Email)(text)).toBe(false))
  it('is checked in no time, however long what was pasted', () => {
    expect(reads(Email)(`a@${'a.'.repeat(100_000)}`)).toBe(false)
  })
})

describe('an id', () => {
  it('is a UUID of version 7, and later ones sort after earlier ones', () => {
    const ids = Array.from({ length: 10_000 }, () => newId())
    expect(ids.every(isId)).toBe(true)
    expect(ids.every((id) => id[14] === '7' && /[89ab]/.test(id[19] ?? ''))).toBe(true)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('sorts on even if the clock is set back', () => {
    const now = Date.now() + 60_000
    const [first, second] = [newId(now), newId(now - 50_000)]
    expect(first < second).toBe(true)
  })

  it.each([
    '',
    'x',
    '0198A1B2-0000-7000-8000-000000000000',
    '0198a1b2-0000-7000-8000-00000000000',
    "0198a1b2-0000-7000-8000-000000000000'",
  ])('is not “%s”', (text) => expect(reads(Id)(text)).toBe(false))
})

describe.each(countries.map((country) => [country.code, country] as const))('%s', (code, country) => {
  it('has a code, a language we speak, and a time zone', () => {
    expect(reads(CountryCode)(code)).toBe(true)
    expect(languages.map((language) => language.tag)).toContain(country.language)
    expect(reads(TimeZone)(country.timeZone)).toBe(true)
  })

  it('has emergency numbers that people could dial', () => {
    expect(country.emergencyNumbers.length).toBeGreaterThan(0)
    expect(country.emergencyNumbers.filter((number) => !/^\d{2,5}$/.test(number))).toEqual([])
    expect(new Set(country.emergencyNumbers).size).toBe(country.emergencyNumbers.length)
  })

  it('has fictional numbers that are possible numbers of that country', () => {
    for (const [first, last] of country.fictionalNumbers) {
      expect(first.length).toBe(last.length)
      expect(first < last).toBe(true)
      for (const number of [first, last]) {
        expect(isPossiblePhoneNumber(number), number).toBe(true)
        const parsed = parsePhoneNumberFromString(number)
        expect([parsed?.country ?? code, parsed?.countryCallingCode], number).toEqual([
          code,
          parsePhoneNumberFromString(first)?.countryCallingCode,
        ])
        expect(isFictionalNumber(number)).toBe(true)
      }
    }
  })

  it('offers fictional numbers to try out, distinct and well formed', () => {
    const numbers = fictionalNumbers(code, 30)
    expect(numbers).toHaveLength(30)
    expect(new Set(numbers).size).toBe(30)
    expect(numbers.filter((number) => !reads(E164)(number) || !isFictionalNumber(number))).toEqual([])
  })
})

describe('a country that our table does not know', () => {
  it('still has an emergency number, a language and a time zone', () => {
    expect(countryOf('XK').emergencyNumbers).toEqual(['112', '911'])
    expect(reads(TimeZone)(countryOf('XK').timeZone)).toBe(true)
  })
  it('calls no real number fictional', () => {
    expect(isFictionalNumber('+14155550200')).toBe(false)
    expect(isFictionalNumber('+4915112345678')).toBe(false)
  })
})

describe('languages and licences', () => {
  it('have well formed tags, each once, with a name of their own', () => {
    expect(languages.filter(({ tag }) => !reads(LanguageTag)(tag))).toEqual([])
    expect(new Set(languages.map(({ tag }) => tag)).size).toBe(languages.length)
    expect(() => Intl.getCanonicalLocales(languages.map(({ tag }) => tag))).not.toThrow()
  })
  it('grant what exists', () => {
    for (const type of defaultLicenseTypes) expect(type.entitlements.every(reads(Entitlement))).toBe(true)
  })
})

describe('an address', () => {
  const address = { line1: '1 Main St', line2: '', city: 'X', state: '', postalCode: '', country: 'US' }
  it('is complete with street and city', () => {
    expect(isCompleteAddress(address)).toBe(true)
    expect(isCompleteAddress({ ...address, city: '' })).toBe(false)
    expect(isCompleteAddress(null)).toBe(false)
  })
})

describe('a user spec', () => {
  it('keeps what is absent absent, so that a change of one field wipes no other', () => {
    expect(UserSpec.parse({ firstName: 'Maya' })).toEqual({ firstName: 'Maya' })
    expect(Object.keys(UserSpec.parse({}))).toEqual([])
  })
  it('knows no other field', () => {
    expect(UserSpec.safeParse({ firstname: 'Maya' }).success).toBe(false)
  })
  it('never throws, whatever is sent', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof UserSpec.safeParse(value).success === 'boolean'))
  })
})
