/** What a company may hold and holds: bought per country, and one pool that its seats include for any country. */
export interface AllowanceCounts {
  readonly included: number
  /** How many numbers beyond the bought ones are held, in all countries. */
  readonly drawn: number
  readonly countries: readonly { readonly country: string; readonly bought: number; readonly used: number }[]
}

/** How many more numbers of this country fit: what is left of the bought ones, then of the pool. */
export function roomFor({ included, drawn, countries }: AllowanceCounts, country: string): number {
  const { bought = 0, used = 0 } = countries.find((one) => one.country === country) ?? {}
  return Math.max(0, bought - used) + Math.max(0, included - drawn)
}

/** A country of which more numbers are wanted than there is room for. */
export interface Shortage {
  readonly country: string
  readonly room: number
  readonly wanted: number
}

/** The first of these wishes, in order, that what is left cannot fulfil. */
export function firstShort(
  counts: AllowanceCounts,
  wishes: readonly (readonly [country: string, wanted: number])[],
): Shortage | null {
  let pool = Math.max(0, counts.included - counts.drawn)
  for (const [country, wanted] of wishes) {
    const { bought = 0, used = 0 } = counts.countries.find((one) => one.country === country) ?? {}
    const beyond = wanted - Math.max(0, bought - used)
    if (beyond > pool) return { country, room: wanted - beyond + pool, wanted }
    pool -= Math.max(0, beyond)
  }
  return null
}

/** Those of these numbers that fit in order, each taking its place before the next is looked at. */
export function thatFit<T extends { readonly country: string }>(counts: AllowanceCounts, numbers: readonly T[]): T[] {
  const bought = new Map(counts.countries.map((one) => [one.country, Math.max(0, one.bought - one.used)]))
  let pool = Math.max(0, counts.included - counts.drawn)
  return numbers.filter(({ country }) => {
    const left = bought.get(country) ?? 0
    if (left > 0) bought.set(country, left - 1)
    else if (pool > 0) pool -= 1
    else return false
    return true
  })
}

/** How many numbers there are of each country; with a sign of -1 as a change downwards. */
export function countByCountry(
  numbers: readonly { readonly country: string }[],
  sign: 1 | -1 = 1,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { country } of numbers) counts.set(country, (counts.get(country) ?? 0) + sign)
  return counts
}
