const minute = 60_000
const hour = 60 * minute

/** "just now", "5 min ago", "10:02", "Mon, 10:02", "3 Mar 2026, 10:02": as short as it is still clear. */
export function relativeTime(at: string, now: number): string {
  const moment = new Date(at)
  const age = now - moment.getTime()
  if (age >= 0 && age < minute) return 'just now'
  if (age >= 0 && age < hour) return `${Math.floor(age / minute)} min ago`
  if (isSameDay(moment, new Date(now))) return format(moment, { hour: 'numeric', minute: '2-digit' })
  if (age >= 0 && age < 6 * 24 * hour) return format(moment, { weekday: 'short', hour: 'numeric', minute: '2-digit' })
  return format(moment, { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' })
}

/** The moment to the second, with its zone. */
export function exactTime(at: string): string {
  return format(new Date(at), { dateStyle: 'full', timeStyle: 'long' })
}

/** A length of talk: "0:48", "1:02:31". */
export function talkTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const [hours = 0, minutes = 0, rest = 0] = parts
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString()
}

function format(moment: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, options).format(moment)
}
