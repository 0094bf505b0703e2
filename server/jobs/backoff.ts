const shortestMs = 5_000
const longestMs = 3_600_000

/** How long to wait after so many failed tries: 5 s, doubled each time up to an hour, give or take a fifth so that many jobs do not come back at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(longestMs, shortestMs * 2 ** Math.min(attempt - 1, 20))
  return Math.round(base * (0.8 + 0.4 * random()))
}
