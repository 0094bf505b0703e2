/** Lets the phone open without a network and be installed; a browser that refuses has a phone all the same. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  // The worker lies at /phone/sw.js, below what it serves: the server allows it with Service-Worker-Allowed: /phone.
  navigator.serviceWorker.register('/phone/sw.js', { scope: '/phone' }).catch((error: unknown) => {
    console.warn('The phone works, but cannot be opened offline.', error)
  })
}
