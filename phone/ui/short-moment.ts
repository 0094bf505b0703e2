const dayMs = 24 * 60 * 60_000

/** As short as it is still clear: "10:02" today, "Mon" this week, "12 Mar", with the year when it is another. */
export function shortMoment(at: string, now: number): string {
  const moment = new Date(at)
  const today = new Date(now)
  if (moment.toDateString() === today.toDateString()) return write(moment, { hour: 'numeric', minute: '2-digit' })
  if (now - moment.getTime() < 6 * dayMs) return write(moment, { weekday: 'short' })
  const isThisYear = moment.getFullYear() === today.getFullYear()
  return write(moment, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) })
}

/** The moment with day and time, for whoever asks. */
export function exactMoment(at: string): string {
  return write(new Date(at), { dateStyle: 'full', timeStyle: 'short' })
}

function write(moment: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, options).format(moment)
}
