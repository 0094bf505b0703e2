// The phone's service worker: it opens the phone without a network and brings a window forward when a call's
// notification is pressed. It never keeps an answer of /api: what people, calls and rights are, only the server says.

const cacheName = 'offhook-phone-1'
const page = '/phone'
const assetPattern = /(?:src|href)="(\/(?:assets|phone)\/[^"]+|\/[\w.-]+\.(?:js|css|svg))"/g

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldCaches().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (url.pathname === page || url.pathname.startsWith(`${page}/`)) event.respondWith(networkFirst(request))
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(cacheFirst(request))
  }
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(bringForward())
})

/** The page and what it names, so that it opens even if the network goes right after the first visit. */
async function keepShell() {
  const cache = await caches.open(cacheName)
  const response = await fetch(page, { credentials: 'same-origin' })
  if (!response.ok) return
  const html = await response.clone().text()
  await cache.put(page, response)
  const assets = [...html.matchAll(assetPattern)].map(([, path]) => path)
  await Promise.allSettled(assets.map((path) => cache.add(path)))
}

/** The page always as new as the network gives it; the kept one when there is none. */
async function networkFirst(request) {
  const cache = await caches.open(cacheName)
  try {
    const response = await fetch(request)
    if (response.ok && !response.redirected) await cache.put(page, response.clone())
    return response
  } catch (error) {
    const kept = await cache.match(page)
    if (kept) return kept
    throw error
  }
}

/** Hashed files never change under their name. */
async function cacheFirst(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function forgetOldCaches() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('offhook-phone-') && name !== cacheName).map((name) => caches.delete(name)),
  )
}

async function bringForward() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const phone = windows.find((client) => new URL(client.url).pathname.startsWith(page))
  if (phone) await phone.focus()
  else await self.clients.openWindow(page)
}
