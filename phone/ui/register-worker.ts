/** Lets the phone open without a network and be installed; a browser that refuses has a phone all the same. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  // A worker serves what lies beside or below it: to serve /phone itself, not only /phone/…, it lies at the root.
  navigator.serviceWorker.register('/phone-worker.js', { scope: '/phone' }).catch((error: unknown) => {
    console.warn('The phone works, but cannot be opened offline.', error)
  })
}
