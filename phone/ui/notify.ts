const tag = 'offhook-incoming-call'

/** Whether this browser can show notifications, and whether it may. */
export function notificationState(): 'unsupported' | 'ask' | 'allowed' | 'blocked' {
  if (!('Notification' in window) || !window.isSecureContext) return 'unsupported'
  if (Notification.permission === 'granted') return 'allowed'
  return Notification.permission === 'denied' ? 'blocked' : 'ask'
}

/** Shows who calls while this page is out of sight; the answered function takes it away. */
export function notifyOfCall(caller: string): (() => void) | undefined {
  if (notificationState() !== 'allowed' || document.visibilityState === 'visible') return
  const title = `${caller} is calling`
  const options = { tag, body: 'Open Offhook to answer.', icon: '/phone/icon-192.png', requireInteraction: true }
  let isOver = false
  const shown = showByWorker(title, options).then((close) => close ?? showByPage(title, options))
  void shown.then((close) => isOver && close())
  return () => {
    isOver = true
    void shown.then((close) => close())
  }
}

/** Android shows notifications of a service worker only. */
async function showByWorker(title: string, options: NotificationOptions): Promise<(() => void) | null> {
  const registration = await navigator.serviceWorker?.getRegistration('/phone')
  if (!registration?.active) return null
  await registration.showNotification(title, options)
  return () => {
    void registration.getNotifications({ tag }).then((shown) => {
      for (const notification of shown) notification.close()
    })
  }
}

function showByPage(title: string, options: NotificationOptions): () => void {
  const notification = new Notification(title, options)
  notification.onclick = () => window.focus()
  return () => notification.close()
}
