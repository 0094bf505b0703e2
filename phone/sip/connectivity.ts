/** Notices that the network came or went, and that the computer woke up. */
export interface Connectivity {
  start(): void
  stop(): void
}

/** Calls `onMaybeBack` when it is worth looking at the connection at once, `onGone` when the browser knows that there is none. */
export function watchConnectivity(onMaybeBack: () => void, onGone: () => void): Connectivity {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') onMaybeBack()
  }
  let controller = new AbortController()
  return {
    start() {
      controller = new AbortController()
      const { signal } = controller
      window.addEventListener('online', onMaybeBack, { signal })
      window.addEventListener('offline', onGone, { signal })
      // A page restored from the back/forward cache or from a frozen tab has slept too.
      window.addEventListener('pageshow', ({ persisted }) => persisted && onMaybeBack(), { signal })
      document.addEventListener('visibilitychange', ifVisible, { signal })
    },
    stop: () => controller.abort(),
  }
}
