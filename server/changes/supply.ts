/** Free things that a plan gives out in order of preference. What is taken stays taken, so nothing is looked at twice. */
export interface Supply {
  /** The first that nobody has; taking it is up to the caller. */
  first(isTaken: (one: string) => boolean): string | undefined
}

/** A supply of these candidates. */
export function supplyOf(candidates: readonly string[]): Supply {
  let next = 0
  return {
    first(isTaken) {
      for (let one = candidates[next]; one !== undefined; one = candidates[++next]) if (!isTaken(one)) return one
      return undefined
    },
  }
}
