import { useSyncExternalStore } from 'react'

export const views = ['keypad', 'calls', 'people', 'settings'] as const
export type View = (typeof views)[number]

const changed = new EventTarget()

/** Which part of the phone is open: the `view` of the address, so that a link and the back button lead there. */
export function useView(): readonly [View, (view: View) => void] {
  return [useSyncExternalStore(subscribe, currentView), openView]
}

/** Opens a part of the phone. */
export function openView(view: View): void {
  if (view === currentView()) return
  const url = new URL(location.href)
  if (view === 'keypad') url.searchParams.delete('view')
  else url.searchParams.set('view', view)
  history.pushState(null, '', url)
  changed.dispatchEvent(new Event('change'))
}

/** The number that a link asks to call (`/phone?to=1001`, or a `tel:` link): put into the field, never dialed by itself. */
export function takeNumberFromAddress(): string {
  const url = new URL(location.href)
  const number = url.searchParams.get('to') ?? ''
  if (number) {
    url.searchParams.delete('to')
    history.replaceState(null, '', url)
  }
  return number.replace(/^(web\+)?(tel|sip):/i, '').slice(0, 64)
}

function currentView(): View {
  const asked = new URLSearchParams(location.search).get('view')
  return views.find((view) => view === asked) ?? 'keypad'
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener)
  window.addEventListener('popstate', listener)
  return () => {
    changed.removeEventListener('change', listener)
    window.removeEventListener('popstate', listener)
  }
}
