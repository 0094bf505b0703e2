import { type Call, nextCalls } from '../call/call-list.ts'
import type { LineState, Phone } from '../sip/phone-port.ts'

/** How long the end of a call stays on screen when there is nothing to do about it. */
const farewellMs = 3_000

/** All that the screens draw of the phone. */
export interface PhoneState {
  readonly line: LineState
  readonly calls: readonly Call[]
}

/** The state of a phone, to be subscribed to. */
export interface PhoneStore {
  getState(): PhoneState
  subscribe(listener: () => void): () => void
  /** Takes an ended call off the screen. */
  dismiss(id: string): void
}

/** Follows a phone's events. An end that explains a problem stays until dismissed or until the next call. */
export function createPhoneStore(phone: Phone): PhoneStore {
  let state: PhoneState = { line: { kind: 'connecting' }, calls: [] }
  const listeners = new Set<() => void>()

  function set(next: PhoneState): void {
    state = next
    for (const listener of listeners) listener()
  }

  function dismiss(id: string): void {
    set({ ...state, calls: nextCalls(state.calls, id, { kind: 'dismissed' }) })
  }

  phone.onEvent((event) => {
    if (event.kind === 'line') return set({ ...state, line: event.line })
    const isNew = event.event.kind === 'dialed' || event.event.kind === 'offered'
    const before = isNew ? state.calls.filter((call) => call.state.phase !== 'ended') : state.calls
    set({ ...state, calls: nextCalls(before, event.id, event.event) })
    if (event.event.kind === 'ended' && event.event.end.kind !== 'problem') {
      setTimeout(() => dismiss(event.id), farewellMs)
    }
  })

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dismiss,
  }
}
