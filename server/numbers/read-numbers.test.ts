import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumbers } from './read-numbers.ts'

describe('numbers are read as people write them', () => {
  it.each([
    ['US', '+14155550142', ['+14155550142']],
    ['US', '(415) 555-0142', ['+14155550142']],
    [
      'US',
      '415-555-0142, 415.555.0143; 4155550144\n+1 415 555 0145\t415/5550146',
      ['+14155550142', '+14155550143', '+14155550144', '+14155550145', '+14155550146'],
    ],
    ['GB', '020 7946 0000', ['+442079460000']],
    ['GB', '00 33 1 99 00 00 00', ['+33199000000']],
    ['DE', '030 23125-000', ['+493023125000']],
    ['FR', '01 99 00 00 01', ['+33199000001']],
    ['US', '+14155550100-+14155550103', ['+14155550100', '+14155550101', '+14155550102', '+14155550103']],
    ['US', '+1 415 555 0100 - 0102', ['+14155550100', '+14155550101', '+14155550102']],
    ['US', '415-555-0100 – 415-555-0101', ['+14155550100', '+14155550101']],
    ['US', '+14155550100 to +14155550101', ['+14155550100', '+14155550101']],
    ['US', '+14155550100..01', ['+14155550100', '+14155550101']],
    ['US', '+14155550100, +14155550100', ['+14155550100']],
    ['US', '  \n , ;\t', []],
  ])('%s: %s', (country, text, numbers) => {
    expect(readNumbers(text, country)).toEqual({ numbers, unread: [] })
  })

  it.each([
    ['words', 'call me', 'This is not a phone number'],
    ['too few digits', '+1415', 'This is not a phone number'],
    ['a range that runs backwards', '+14155550109 - +14155550100', 'must not be before the first'],
    ['a range across lengths', '+14155550100 - +4930231250', 'This is not a phone number|same number of digits'],
    ['a range without end', '+14150000000 - +14159999999', 'at most 10,000 numbers'],
    ['a novel', `+1 ${'4 '.repeat(100)}`, 'too long'],
  ])('%s is named with the reason', (_, text, reason) => {
    const { numbers, unread } = readNumbers(text, 'US')
    expect(numbers).toEqual([])
    expect(unread).toMatchObject([{ reason: expect.stringMatching(reason) }])
  })

  it('what can be read is kept beside what cannot', () => {
    expect(readNumbers('+14155550142\nx\n+14155550143', 'US')).toMatchObject({
      numbers: ['+14155550142', '+14155550143'],
      unread: [{ text: 'x' }],
    })
  })

  it('never throws and gives E.164 numbers only, whatever is pasted and whichever country', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'+0123456789 -–.()/,;to\n') }),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('US', 'DE', 'XX', 'ZZ', ''), (text, country) =>
        readNumbers(text, country).numbers.every((number) => /^\+[1-9]\d{6,14}$/.test(number)),
      ),
    )
  })

  it('ends in time and in bounds when somebody sends what would be a hundred million numbers', () => {
    const greedy = Array.from({ length: 5_000 }, (_, i) => `+1415${String(i).padStart(3, '2')}0000-9999`).join(',')
    const { numbers, unread } = readNumbers(greedy, 'US')
    expect(numbers.length).toBeLessThanOrEqual(60_000)
    expect(unread.at(-1)?.reason).toMatch(/at most 50,000 numbers/)
    expect(readNumbers(`+1${' '.repeat(200_000)}x${'-'.repeat(200_000)}`, 'US').unread).toHaveLength(1)
  })
})
