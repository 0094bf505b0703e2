import { useEffect } from 'react'

/** Long enough for whoever hands focus on by themselves: dialogs that close, panels that open. */
const patienceMs = 60

const focusable =
  '[data-autofocus], h2[tabindex], a[href], button:enabled, input:enabled, textarea:enabled, [tabindex="0"]'

/** Focus is never lost: when what had it disappears, it goes to the nearest thing that is still there; when it was only disabled, back to it. */
export function useKeptFocus(): void {
  useEffect(() => {
    let path: readonly HTMLElement[] = []
    let wasDisabled = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const remember = ({ target }: Event) => {
      path = target instanceof HTMLElement ? [target, ...ancestorsOf(target)] : []
      wasDisabled = false
    }
    const forget = () => {
      path = []
    }
    const settle = () => {
      timer = undefined
      const [element, ...around] = path
      if (!element || document.activeElement !== document.body) return
      if (!element.isConnected) focusIn(around.find((one) => one.isConnected))
      else if (element.matches(':disabled')) wasDisabled = true
      else if (wasDisabled) element.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(() => {
      timer ??= setTimeout(settle, patienceMs)
    })
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', remember)
    // A click beside everything is meant to leave what had focus.
    document.addEventListener('pointerdown', forget, { capture: true })
    return () => {
      clearTimeout(timer)
      observer.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('pointerdown', forget, { capture: true })
    }
  }, [])
}

function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const parent = element.parentElement
  return parent && parent !== document.body ? [parent, ...ancestorsOf(parent)] : []
}

function focusIn(place: HTMLElement | undefined): void {
  const near = place?.querySelector<HTMLElement>(focusable) ?? document.getElementById('main')
  near?.focus({ preventScroll: true })
}
