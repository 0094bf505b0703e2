import { useCallback, useEffect, useState } from 'react'
import type { SoundDevices } from '../sip/phone-port.ts'

const storageKey = 'offhook.phone.devices'

/** The microphone and loudspeaker chosen in this browser. */
export function storedDevices(): SoundDevices {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return { microphoneId: textIn(stored, 'microphoneId'), speakerId: textIn(stored, 'speakerId') }
  } catch {
    return { microphoneId: null, speakerId: null }
  }
}

/** Remembers the choice in this browser, where it may. */
export function storeDevices(devices: SoundDevices): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(devices))
  } catch {
    // Storage is blocked: the choice lasts until this page closes.
  }
}

/** What is plugged in now. Browsers name devices only once the microphone was allowed. */
export interface PluggedIn {
  readonly microphones: readonly MediaDeviceInfo[]
  readonly speakers: readonly MediaDeviceInfo[]
  readonly areNamed: boolean
  readonly canChooseSpeaker: boolean
}

/** Follows what is plugged in; `refresh` asks again after a permission was given. */
export function usePluggedIn(): PluggedIn & { refresh: () => void } {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([])
  const refresh = useCallback(() => void navigator.mediaDevices?.enumerateDevices().then(setDevices), [])
  useEffect(() => {
    refresh()
    navigator.mediaDevices?.addEventListener('devicechange', refresh)
    return () => navigator.mediaDevices?.removeEventListener('devicechange', refresh)
  }, [refresh])
  const named = devices.filter(({ label, deviceId }) => label && deviceId)
  return {
    microphones: named.filter(({ kind }) => kind === 'audioinput'),
    speakers: named.filter(({ kind }) => kind === 'audiooutput'),
    areNamed: named.length > 0,
    canChooseSpeaker: 'setSinkId' in HTMLMediaElement.prototype,
    refresh,
  }
}

function textIn(stored: unknown, name: string): string | null {
  const value = typeof stored === 'object' && stored !== null ? Reflect.get(stored, name) : null
  return typeof value === 'string' && value ? value : null
}
