import { describe, expect, it } from 'vitest'
import { median, percentile } from './statistics.ts'

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index)

describe('percentile', () => {
  it('is a value that occurred, at or above that share of all', () => {
    expect([50, 99, 100].map((percent) => percentile(oneToHundred, percent))).toEqual([50, 99, 100])
    expect(percentile([3, 1, 2], 50)).toBe(2)
    expect(percentile([3, 1, 2], 99)).toBe(3)
  })

  it('of one value is that value, and of none is no number', () => {
    expect([0, 50, 99, 100].map((percent) => percentile([7], percent))).toEqual([7, 7, 7, 7])
    expect(percentile([], 50)).toBeNaN()
  })

  it('leaves the values in their order', () => {
    const values = [3, 1, 2]
    percentile(values, 50)
    expect(values).toEqual([3, 1, 2])
  })
})

describe('median', () => {
  it('is the middle, or between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })
})
