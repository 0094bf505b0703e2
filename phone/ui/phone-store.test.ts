import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hungUpByThem } from '../call/call-end.ts'
import type { Phone, PhoneEvent } from '../sip/phone-port.ts'
import { createPhoneStore } from './phone-store.ts'

const lukasz = { name: 'Łukasz', number: '1043' }

function silentPhone() {
  let tell: (event: PhoneEvent) => void = () => {}
  const nothing = () => {}
  const phone: Phone = {
    start: nothing,
    stop: nothing,
    takeOver: nothing,
    retry: nothing,
    confirm: nothing,
    call: () => '1',
    answer: nothing,
    decline: nothing,
    hangUp: nothing,
    setMuted: nothing,
    setHeld: nothing,
    sendDigit: nothing,
    chooseDevices: nothing,
    onEvent(listener) {
      tell = listener
      return nothing
    },
  }
  return { phone, tell: (event: PhoneEvent) => tell(event) }
}

describe('what the screen knows of the phone', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('shows an ordinary end for a moment, and a problem until the next call', () => {
    const { phone, tell } = silentPhone()
    const store = createPhoneStore(phone)
    tell({ kind: 'call', id: '1', event: { kind: 'offered', peer: lukasz, at: 0 } })
    tell({ kind: 'call', id: '1', event: { kind: 'ended', end: hungUpByThem, at: 1 } })
    expect(store.getState().calls).toHaveLength(1)
    vi.advanceTimersByTime(10_000)
    expect(store.getState().calls).toHaveLength(0)

    const problem = { kind: 'problem', sentence: 'No microphone was found.', advice: null } as const
    tell({ kind: 'call', id: '2', event: { kind: 'dialed', peer: lukasz, at: 2 } })
    tell({ kind: 'call', id: '2', event: { kind: 'ended', end: problem, at: 3 } })
    vi.advanceTimersByTime(60_000)
    expect(store.getState().calls).toHaveLength(1)
    tell({ kind: 'call', id: '3', event: { kind: 'dialed', peer: lukasz, at: 4 } })
    expect(store.getState().calls.map(({ id }) => id)).toEqual(['3'])
  })

  it('tells its listeners of the line', () => {
    const { phone, tell } = silentPhone()
    const store = createPhoneStore(phone)
    const listener = vi.fn()
    const stop = store.subscribe(listener)
    tell({ kind: 'line', line: { kind: 'ready' } })
    stop()
    tell({ kind: 'line', line: { kind: 'elsewhere' } })
    expect(listener).toHaveBeenCalledOnce()
    expect(store.getState().line.kind).toBe('elsewhere')
  })
})
