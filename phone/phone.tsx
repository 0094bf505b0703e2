import '../web/strict-csp.ts'
import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../web/api.ts'
import { mountWebRoot } from '../web/web-root.tsx'
import { createSipPhone } from './sip/sip-phone.ts'
import { PhoneApp } from './ui/phone-app.tsx'
import { PhoneProvider } from './ui/phone-context.tsx'
import { createPhoneStore } from './ui/phone-store.ts'
import { registerWorker } from './ui/register-worker.ts'
import { storedDevices } from './ui/sound-devices.ts'
import { tones } from './ui/tones.ts'
import { keepInstallOffer } from './ui/use-install.ts'

// `always`: a browser that says it is offline may still reach a server on this machine, and must say so when it does not.
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: isWorthRepeating, networkMode: 'always', refetchOnReconnect: 'always' },
    mutations: { networkMode: 'always' },
  },
})
const devices = storedDevices()
const phone = createSipPhone(devices)
const store = createPhoneStore(phone)
tones.setSpeaker(devices.speakerId)
keepInstallOffer()
registerWorker()

function isWorthRepeating(count: number, error: unknown): boolean {
  const isRefusal = error instanceof ApiError && error.document.status < 500
  return !isRefusal && count < 2
}

mountWebRoot(
  queryClient,
  <PhoneProvider phone={phone} store={store}>
    <PhoneApp />
  </PhoneProvider>,
)
