/** The highest rate, to about 5 %, that `holds`: doubled from `start` until one does not, then halved in between. 0 if none does. */
export async function highestRate(
  start: number,
  limit: number,
  holds: (rate: number) => Promise<boolean>,
): Promise<number> {
  let best = 0
  let rate = start
  while (rate <= limit && (await holds(rate))) {
    best = rate
    rate *= 2
  }
  let tooMuch = rate
  while (tooMuch - best > Math.max(5, best * 0.05)) {
    const middle = Math.round((best + tooMuch) / 2)
    if (await holds(middle)) best = middle
    else tooMuch = middle
  }
  return best
}
