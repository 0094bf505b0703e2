import { describe, expect, it } from 'vitest'
import { type Area, areasOf, categoriesOf, countriesOf, settleChoice } from './stock-choice.ts'

const areas: Area[] = [
  { country: 'GB', category: 'local', area: '20', free: 5 },
  { country: 'US', category: 'local', area: '415', free: 40 },
  { country: 'US', category: 'tollFree', area: '800', free: 2 },
]
const nothing = { country: '', category: 'local', area: '', pattern: '' } as const

describe('claiming from the stock', () => {
  it('starts with the country that has most numbers', () => {
    expect(countriesOf(areas)).toEqual([
      { code: 'US', free: 42 },
      { code: 'GB', free: 5 },
    ])
    expect(settleChoice(nothing, areas)).toMatchObject({ country: 'US', category: 'local' })
  })

  it('offers only kinds and areas that are in stock there', () => {
    expect(categoriesOf(areas, 'GB')).toEqual(['local'])
    expect(settleChoice({ ...nothing, country: 'GB', category: 'tollFree' }, areas).category).toBe('local')
    expect(areasOf(areas, { ...nothing, country: 'US', category: 'tollFree' }).map(({ area }) => area)).toEqual(['800'])
  })
})
