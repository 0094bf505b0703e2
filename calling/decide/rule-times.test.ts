import { describe, expect, it } from 'vitest'
import { isWithinTimes } from './rule-times.ts'

const weekdays = [1, 2, 3, 4, 5]
const everyDay = [1, 2, 3, 4, 5, 6, 7]

function times(
  days: number[],
  from: string,
  to: string,
  firstDay: string | null = null,
  lastDay: string | null = null,
) {
  return { days, from, to, firstDay, lastDay }
}

describe('a rule holds', () => {
  // 2026-11-20 is a Friday.
  it.each<[what: string, rule: ReturnType<typeof times>, at: string, zone: string, holds: boolean]>([
    ['from the minute it begins', times(weekdays, '09:00', '17:00'), '2026-11-20T09:00:00Z', 'UTC', true],
    ['not before', times(weekdays, '09:00', '17:00'), '2026-11-20T08:59:59Z', 'UTC', false],
    ['until the minute before it ends', times(weekdays, '09:00', '17:00'), '2026-11-20T16:59:59Z', 'UTC', true],
    ['no longer', times(weekdays, '09:00', '17:00'), '2026-11-20T17:00:00Z', 'UTC', false],
    ['not on a Saturday', times(weekdays, '09:00', '17:00'), '2026-11-21T12:00:00Z', 'UTC', false],
    ['on a Sunday, which is day 7', times([7], '09:00', '17:00'), '2026-11-22T12:00:00Z', 'UTC', true],
    ['in the person’s zone', times(weekdays, '09:00', '17:00'), '2026-11-20T21:59:00Z', 'America/New_York', true],
    ['on the person’s day', times([6], '09:00', '17:00'), '2026-11-20T23:30:00Z', 'Asia/Tokyo', false],
    ['on the person’s next day', times([6], '08:00', '17:00'), '2026-11-20T23:30:00Z', 'Asia/Tokyo', true],
    ['before midnight, of one that reaches over it', times([5], '22:00', '06:00'), '2026-11-20T23:00:00Z', 'UTC', true],
    ['after midnight, of the day before', times([5], '22:00', '06:00'), '2026-11-21T05:59:00Z', 'UTC', true],
    ['not in the night before its day', times([5], '22:00', '06:00'), '2026-11-20T05:00:00Z', 'UTC', false],
    ['not after it', times([5], '22:00', '06:00'), '2026-11-21T06:00:00Z', 'UTC', false],
    ['from Sunday into Monday', times([7], '22:00', '06:00'), '2026-11-23T01:00:00Z', 'UTC', true],
    ['the whole day', times([5], '09:00', '09:00'), '2026-11-20T03:00:00Z', 'UTC', true],
    ['the whole day, and no other', times([5], '09:00', '09:00'), '2026-11-21T03:00:00Z', 'UTC', false],
    ['from the first day', times(everyDay, '00:00', '00:00', '2026-11-20'), '2026-11-20T00:00:00Z', 'UTC', true],
    ['not before the first day', times(everyDay, '00:00', '00:00', '2026-11-20'), '2026-11-19T23:59:59Z', 'UTC', false],
    ['on the last day', times(everyDay, '00:00', '00:00', null, '2026-11-20'), '2026-11-20T23:59:59Z', 'UTC', true],
    ['not after it', times(everyDay, '00:00', '00:00', null, '2026-11-20'), '2026-11-21T00:00:00Z', 'UTC', false],
    [
      'in the night after the last day',
      times(everyDay, '22:00', '06:00', null, '2026-11-20'),
      '2026-11-21T03:00:00Z',
      'UTC',
      true,
    ],
    // Europe/London goes from 01:00 to 02:00 on 2026-03-29, and back from 02:00 to 01:00 on 2026-10-25.
    ['by summer’s clock', times(weekdays, '09:00', '17:00'), '2026-06-19T08:00:00Z', 'Europe/London', true],
    ['by winter’s clock', times(weekdays, '09:00', '17:00'), '2026-11-20T08:00:00Z', 'Europe/London', false],
    ['over the hour that is left out', times([6], '22:00', '03:00'), '2026-03-29T01:30:00Z', 'Europe/London', true],
    ['and ends with it', times([6], '22:00', '03:00'), '2026-03-29T02:00:00Z', 'Europe/London', false],
    [
      'in the hour that comes twice, the first time',
      times([7], '01:00', '02:00'),
      '2026-10-25T00:30:00Z',
      'Europe/London',
      true,
    ],
    [
      'in the hour that comes twice, the second time',
      times([7], '01:00', '02:00'),
      '2026-10-25T01:30:00Z',
      'Europe/London',
      true,
    ],
  ])('%s', (_, rule, at, zone, holds) => {
    expect(isWithinTimes(rule, new Date(at), zone)).toBe(holds)
  })
})
