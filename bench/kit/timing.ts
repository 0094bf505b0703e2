/** How long each of `count` runs of `work` took, in milliseconds, one after the other. */
export async function timings(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = []
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now()
    await work(index)
    all.push(performance.now() - startedAt)
  }
  return all
}

/** How many runs of `work` end in a second when `atOnce` of them are always under way. */
export async function rateOf(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return (count / (performance.now() - startedAt)) * 1_000
}
