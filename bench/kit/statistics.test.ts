import { describe, expect, it } from 'vitest'
import { median, percentile, waitAt } from './statistics.ts'

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

describe('waitAt', () => {
  it('of even gaps is that share of one', () => {
    expect(waitAt(50, [10, 10, 10])).toBeCloseTo(5)
    expect(waitAt(99, [10, 10, 10])).toBeCloseTo(9.9)
  })

  it('weighs a long gap by its length, however many short ones there are', () => {
    const gaps = [1_000, ...Array.from({ length: 1_000 }, () => 1)]
    expect(percentile(gaps, 99)).toBe(1)
    expect(waitAt(99, gaps)).toBeCloseTo(980)
    expect(waitAt(40, gaps)).toBeLessThan(1)
  })
})
