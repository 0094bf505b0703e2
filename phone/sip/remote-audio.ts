/** Plays what the other end says, on the chosen loudspeaker. One per call. */
export interface RemoteAudio {
  play(stream: MediaStream): void
  setSpeaker(deviceId: string | null): void
  close(): void
}

/** An audio element outside the page, since the screen has nothing to show of it. */
export function createRemoteAudio(speakerId: string | null): RemoteAudio {
  const element = new Audio()
  element.autoplay = true
  const setSpeaker = (deviceId: string | null) => {
    // Not every browser lets a page choose; a loudspeaker that is gone leaves the system's.
    if ('setSinkId' in element) element.setSinkId(deviceId ?? '').catch(() => element.setSinkId(''))
  }
  if (speakerId !== null) setSpeaker(speakerId)
  return {
    play(stream) {
      element.srcObject = stream
      // A page that nobody touched may not play yet: the first touch lets it.
      element.play().catch(() => window.addEventListener('pointerdown', () => void element.play(), { once: true }))
    },
    setSpeaker,
    close() {
      element.pause()
      element.srcObject = null
    },
  }
}
