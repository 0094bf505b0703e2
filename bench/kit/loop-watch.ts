/** Notes, every millisecond if it may, how long the event loop of this thread has not come by. */
export function watchLoop(): { stop(): number[] } {
  const gaps: number[] = []
  let last = performance.now()
  const look = () => {
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  return {
    stop() {
      clearInterval(timer)
      look()
      return gaps
    },
  }
}
