import { useSyncExternalStore } from 'react'

/** Chromium's offer to install a web application; not in TypeScript's own types, and not in every browser. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}

let offer: InstallOffer | null = null
const listeners = new Set<() => void>()

function set(next: InstallOffer | null): void {
  offer = next
  for (const listener of listeners) listener()
}

/** Keeps the browser's offer to install until the person asks for it. Call once, early: the offer comes with the page. */
export function keepInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    if (!isOffer(event)) return
    event.preventDefault()
    set(event)
  })
  window.addEventListener('appinstalled', () => set(null))
}

/** What to say about installing: ready at a press, by hand, or done already. */
export function useInstall(): { state: 'offered' | 'byHand' | 'installed'; install: () => void } {
  const current = useSyncExternalStore(subscribe, () => offer)
  const isInstalled = matchMedia('(display-mode: standalone)').matches
  return {
    state: isInstalled ? 'installed' : current ? 'offered' : 'byHand',
    install: () => void current?.prompt().then(() => set(null)),
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isOffer(event: Event): event is InstallOffer {
  return 'prompt' in event
}
