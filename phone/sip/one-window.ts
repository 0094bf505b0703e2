const lockName = 'offhook-phone'

/** Told when this window becomes the browser's phone, waits because another one is, or loses it to another. */
export interface WindowListener {
  granted(): void
  waiting(): void
  lost(): void
}

/** Holds the right to be the phone of this browser, so that two windows do not take each other's credential away. */
export interface PhoneWindow {
  /** Asks for it; with `steal` takes it from the window that has it. */
  ask(steal: boolean): void
  release(): void
}

/** One window of a browser session is its phone (Web Locks); a browser without locks takes every window for the only one. */
export function createPhoneWindow(listener: WindowListener): PhoneWindow {
  let release: (() => void) | null = null
  let waiting: AbortController | null = null

  async function hold(options: LockOptions): Promise<void> {
    let mine: (() => void) | null = null
    try {
      await navigator.locks.request(lockName, options, async (lock) => {
        if (lock === null) return wait()
        waiting = null
        await new Promise<void>((resolve) => {
          mine = release = resolve
          listener.granted()
        })
      })
    } catch {
      // Aborted by `ask` or `release` while waiting; or held, and another window stole it.
      if (mine === null || release !== mine) return
      release = null
      listener.lost()
      wait()
    }
  }

  function wait(): void {
    listener.waiting()
    const controller = new AbortController()
    waiting = controller
    // After the return: a request inside the callback of a refused one is a new, queued one.
    queueMicrotask(() => {
      if (!controller.signal.aborted) void hold({ signal: controller.signal })
    })
  }

  return {
    ask(steal) {
      if (!('locks' in navigator)) return listener.granted()
      waiting?.abort()
      void hold(steal ? { steal: true } : { ifAvailable: true })
    },
    release() {
      waiting?.abort()
      waiting = null
      release?.()
      release = null
    },
  }
}
