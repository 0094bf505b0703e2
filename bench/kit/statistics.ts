/** The value that `percent` of all values do not exceed (nearest rank). NaN when there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.ceil((percent / 100) * sorted.length)
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] ?? Number.NaN
}

/** The middle value; of an even number of values the mean of the two in the middle. NaN when there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper
}

/**
 * How long what arrives at any moment waits at most, for that percentage of moments, where only the ends of these gaps are free
 * to serve it. Long gaps count by their length, for more arrives in them: a percentile of the gaps themselves would hide them.
 */
export function waitAt(percent: number, gaps: readonly number[]): number {
  const whole = gaps.reduce((sum, gap) => sum + gap, 0)
  const shareBeyond = (wait: number) => gaps.reduce((sum, gap) => sum + Math.max(0, gap - wait), 0) / whole
  let low = 0
  let high = gaps.reduce((longest, gap) => Math.max(longest, gap), 0)
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (shareBeyond(middle) > 1 - percent / 100) low = middle
    else high = middle
  }
  return high
}
