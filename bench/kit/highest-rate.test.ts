import { describe, expect, it } from 'vitest'
import { highestRate } from './highest-rate.ts'

describe('highestRate', () => {
  it.each([40, 50, 73, 100, 640, 1_999])('comes within five percent of %i', async (truth) => {
    const found = await highestRate(50, 100_000, async (rate) => rate <= truth)
    expect(found).toBeLessThanOrEqual(truth)
    expect(found).toBeGreaterThanOrEqual(truth * 0.9 - 5)
  })

  it('is 0 where no rate holds', async () => {
    expect(await highestRate(50, 100, async () => false)).toBe(0)
  })

  it('asks for nothing beyond twice the limit', async () => {
    const asked: number[] = []
    await highestRate(50, 200, async (rate) => asked.push(rate) > 0)
    expect(Math.max(...asked)).toBeLessThanOrEqual(400)
  })
})
