import { expect, it } from 'vitest'
import { changedFields, valueText } from './change-words.ts'

it('writes recorded values in one line', () => {
  expect(valueText(null)).toBe('–')
  expect(valueText([])).toBe('–')
  expect(valueText(['web', 'mobile'])).toBe('web, mobile')
  expect(valueText({ id: 'x', name: 'HQ' })).toBe('HQ')
  expect(valueText({ line1: '1 Main St', line2: '', city: 'Boston' })).toBe('1 Main St, Boston')
  expect(valueText({ city: 'Boston', country: 'US', line1: '1 Main St' })).toBe('1 Main St, Boston, US')
  expect(valueText({ to: '1999', from: '1000' })).toBe('1000 to 1999')
  expect(valueText(true)).toBe('yes')
})

it('shows only fields that differ', () => {
  expect(changedFields({ a: 1, b: 2 }, { a: 1, b: 3, c: null })).toEqual(['b'])
  expect(changedFields(null, { a: 1, b: '' })).toEqual(['a'])
})
