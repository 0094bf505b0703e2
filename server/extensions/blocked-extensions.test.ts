import { expect, it } from 'vitest'
import { isNearEmergencyNumber, reservedExtensions } from '../../contract/extension-number.ts'
import { blockedRanges, firstFree } from './blocked-extensions.ts'

const emergency = ['911', '15', '112', '10111']
const reserved = [
  { from: '1010', to: '1019' },
  { from: '1018', to: '1030' },
  { from: '500', to: '599' },
]

it.each([
  ['100', '999'],
  ['1000', '1999'],
  ['9000', '9999'],
  ['10000', '10999'],
])('blocks of %s to %s exactly what is reserved or too close to an emergency number', (from, to) => {
  const blocked = blockedRanges({ from, to }, emergency, reserved)
  for (let n = Number(from); n <= Number(to); n++) {
    const number = String(n)
    const isReserved = reserved.some(
      (one) => one.from.length === number.length && one.from <= number && number <= one.to,
    )
    const expected =
      isReserved || reservedExtensions.includes(number) || emergency.some((help) => isNearEmergencyNumber(number, help))
    expect([number, blocked.some((one) => one.from <= n && n <= one.to)]).toEqual([number, expected])
  }
})

it('finds free ones behind millions that are reserved', () => {
  const span = { from: '20000000', to: '99999999' }
  const blocked = blockedRanges(span, ['911'], [{ from: '20000000', to: '89999999' }])
  expect(firstFree(span, 2, (number) => number === '90000000', blocked)).toEqual(['90000001', '90000002'])
})
