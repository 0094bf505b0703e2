import type { RuleTimes } from '../../contract/services-spec.ts'

/** A moment as a wall clock and a calendar show it. */
interface LocalTime {
  /** `2026-11-22`. */
  readonly date: string
  /** `16:30`. */
  readonly time: string
}

/**
 * Whether a rule's times hold. The wall clock decides, so a rule from 9 to 5 does so on the days on which clocks change too. A span that reaches over
 * midnight belongs to the day on which it began.
 */
export function isWithinTimes(times: RuleTimes, now: Date, timeZone: string): boolean {
  const { date, time } = localTime(now, timeZone)
  const { from, to } = times
  if (from === to) return isOnDay(times, date)
  if (from < to) return from <= time && time < to && isOnDay(times, date)
  if (time >= from && isOnDay(times, date)) return true
  return time < to && isOnDay(times, dayBefore(date))
}

function isOnDay({ days, firstDay, lastDay }: RuleTimes, date: string): boolean {
  if (firstDay !== null && date < firstDay) return false
  if (lastDay !== null && date > lastDay) return false
  return days.includes(weekdayOf(date))
}

/** ISO 8601: 1 is Monday. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  clocks.set(timeZone, clock)
  return clock
}

const lastSeen = new Map<string, LocalTime & { readonly minute: number }>()

/** Asked many times in the same minute, and reading a clock is what takes longest of all in a decision. */
function localTime(now: Date, timeZone: string): LocalTime {
  const minute = Math.floor(now.getTime() / 60_000)
  const known = lastSeen.get(timeZone)
  if (known?.minute === minute) return known
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  const seen = { minute, date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
  lastSeen.set(timeZone, seen)
  return seen
}
