import { describe, expect, it } from 'vitest'
import type { CallerPattern } from '../../contract/services-spec.ts'
import { isListed } from './caller-patterns.ts'
import { person } from './people.fixture.ts'

const number = (text: string): CallerPattern => ({ kind: 'number', number: text })
const prefix = (text: string): CallerPattern => ({ kind: 'prefix', prefix: text })
const range = (from: string, to: string): CallerPattern => ({ kind: 'range', from, to })
const outside = (e164: string) => ({ userId: null, number: e164 })
const londoner = outside('+442079460000')
const newYorker = outside('+12125550142')
const swiss = outside('+41581234567')
const bob = person('Bob', '1042', {}, { numbers: ['+442079460123'] })

describe('a listed caller', () => {
  it.each<
    [who: string, caller: Parameters<typeof isListed>[1], pattern: CallerPattern, country: string, isMeant: boolean]
  >([
    ['a number in E.164', londoner, number('+442079460000'), 'GB', true],
    ['another number', londoner, number('+442079460001'), 'GB', false],
    ['a number as it is dialed there', londoner, number('02079460000'), 'GB', true],
    ['the same digits, where they mean somebody else', londoner, number('02079460000'), 'DE', false],
    ['a number as it is dialed from abroad', londoner, number('00442079460000'), 'DE', true],
    ['a number as it is dialed from America', londoner, number('011442079460000'), 'US', true],
    ['an American number without the 1', newYorker, number('2125550142'), 'US', true],
    ['an American number with the 1', newYorker, number('12125550142'), 'US', true],
    ['an extension', bob, number('1042'), 'GB', true],
    ['a colleague’s direct number', bob, number('+442079460123'), 'GB', true],
    ['an extension, and not the end of a number', outside('+442079461042'), number('1042'), 'GB', false],
    ['the beginning of numbers', londoner, prefix('+4420'), 'GB', true],
    ['the beginning of numbers as dialed there', londoner, prefix('020'), 'GB', true],
    ['the beginning of extensions', bob, prefix('10'), 'GB', true],
    ['a prefix that stands in the middle', londoner, prefix('2079'), 'GB', false],
    ['an area code, and not the country whose code it begins with', swiss, prefix('415'), 'US', false],
    ['a range of numbers', londoner, range('+442079460000', '+442079460099'), 'GB', true],
    ['the end of a range', outside('+442079460099'), range('+442079460000', '+442079460099'), 'GB', true],
    ['one past the end', outside('+442079460100'), range('+442079460000', '+442079460099'), 'GB', false],
    ['a range of national numbers', londoner, range('02079460000', '02079460099'), 'GB', true],
    ['a range of extensions', bob, range('1000', '1099'), 'GB', true],
    [
      'longer numbers that sort between',
      outside('+4420794600501'),
      range('+442079460000', '+442079460099'),
      'GB',
      false,
    ],
    ['a range of extensions, and no longer number between', person('Al', '10421'), range('1000', '1099'), 'GB', false],
    ['somebody who shows no number', { userId: null, number: null }, prefix('00'), 'GB', false],
  ])('by %s', (_, caller, pattern, country, isMeant) => {
    expect(isListed([number('999999'), pattern], caller, country)).toBe(isMeant)
  })
})
