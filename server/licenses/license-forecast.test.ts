import { describe, expect, it } from 'vitest'
import { forecast, type UseOfDay } from './license-forecast.ts'

const now = new Date('2026-11-22T12:00:00Z')
const pool = { name: 'Standard', used: 20, free: 5, suspended: 0 }
const day = (daysAgo: number, used: number): UseOfDay => ({ daysAgo, used })

describe('a forecast of a pool', () => {
  it('goes on at the pace of the last 30 days', () => {
    const { last30Days, last90Days, runsOutOn, sentence } = forecast(
      pool,
      [day(0, 20), day(10, 17), day(35, 10)],
      now,
      7,
    )
    expect([last30Days, last90Days, runsOutOn]).toEqual([10, null, '2026-12-07'])
    expect(sentence).toBe(
      'In the last 30 days, 10 more came into use. At this pace the 5 free ones last until 2026-12-07.',
    )
  })

  it('says how many must be bought for so many more', () => {
    expect(forecast(pool, [], now, 7).moreNeeded).toBe(2)
    expect(forecast(pool, [], now, 5).moreNeeded).toBe(0)
    expect(forecast(pool, [], now, null).moreNeeded).toBeNull()
  })

  it.each([
    ['too young', pool, [day(0, 20), day(3, 0)], /^In use for 3 days so far: too short/, null],
    ['young', pool, [day(0, 20), day(10, 10)], /^In the last 10 days, 10 more .* until 2026-11-27/, '2026-11-27'],
    ['shrinking', pool, [day(0, 20), day(40, 24)], /no more came into use, so the 5 free ones do not run out/, null],
    ['hardly growing', { ...pool, free: 500 }, [day(0, 20), day(30, 19)], /last for years/, null],
    ['empty', { ...pool, free: 0, suspended: 2 }, [day(0, 20)], /^No Standard licence is free. 2 could be/, null],
  ] as const)('of one that is %s says so', (_, one, days, sentence, runsOutOn) => {
    const said = forecast(one, days, now, null)
    expect(said.sentence).toMatch(sentence)
    expect(said.runsOutOn).toBe(runsOutOn)
  })
})
