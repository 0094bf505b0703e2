const everyMs = 500

/**
 * Calls `whenGone` once npm, which started us, has been killed. Otherwise the next `npm start` would find a server that
 * nobody can see in a terminal any more. npm forwards every signal that it gets a chance to see.
 */
export function watchLauncher(whenGone: () => void): void {
  const launcher = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === launcher) return
    clearInterval(timer)
    whenGone()
  }, everyMs)
  timer.unref()
}
