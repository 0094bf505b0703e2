import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Peer } from '../call/call-state.ts'
import type { Phone } from '../sip/phone-port.ts'
import type { PhoneState, PhoneStore } from './phone-store.ts'

interface Given {
  readonly phone: Phone
  readonly store: PhoneStore
}

const PhoneContext = createContext<Given | null>(null)

/** Hands the phone to the screens. */
export function PhoneProvider({ phone, store, children }: Given & { children: ReactNode }) {
  const given = useMemo(() => ({ phone, store }), [phone, store])
  return <PhoneContext value={given}>{children}</PhoneContext>
}

/** The phone to command. */
export function usePhone(): Phone {
  return useGiven().phone
}

/** Line and calls as they are now. */
export function usePhoneState(): PhoneState {
  const { store } = useGiven()
  return useSyncExternalStore(store.subscribe, store.getState)
}

/** Takes an ended call off the screen. */
export function useDismiss(): (id: string) => void {
  return useGiven().store.dismiss
}

/** Dials a number under the name it was chosen by. */
export function useDial(): (number: string, name?: string | null) => void {
  const { phone } = useGiven()
  return (number, name = null) => {
    const peer: Peer = { name: name && name !== number ? name : null, number }
    phone.call(number, peer)
  }
}

function useGiven(): Given {
  const given = useContext(PhoneContext)
  if (!given) throw new Error('A phone screen is used outside PhoneProvider.')
  return given
}
