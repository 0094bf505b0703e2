import { describe, expect, it } from 'vitest'
import { relativeTime, talkTime } from './time-text.ts'

const now = new Date('2026-03-10T12:00:00').getTime()
const ago = (ms: number) => new Date(now - ms).toISOString()

describe('times as people say them', () => {
  it('counts minutes, then shows the hour, then the day', () => {
    expect(relativeTime(ago(5_000), now)).toBe('just now')
    expect(relativeTime(ago(5 * 60_000), now)).toBe('5 min ago')
    expect(relativeTime(ago(3 * 3_600_000), now)).toMatch(/0?9.00/)
    expect(relativeTime(ago(400 * 24 * 3_600_000), now)).toMatch('2025')
  })

  it('writes lengths of talk', () => {
    expect(talkTime(48)).toBe('0:48')
    expect(talkTime(151)).toBe('2:31')
    expect(talkTime(3751)).toBe('1:02:31')
  })
})
