/** The sounds of a phone, made on the spot: no file to load. Each `start…` answers the function that ends it. */
export interface Tones {
  startRinging(): () => void
  /** What the caller hears while it rings there. */
  startRingback(): () => void
  /** A soft knock for a second caller while I talk. */
  startWaiting(): () => void
  playKey(digit: string): void
  /** Whether the browser lets this page sound: it may want a touch of the page first. */
  isSilenced(): boolean
  setSpeaker(deviceId: string | null): void
}

/** ITU-T Q.23: the two frequencies of each key. */
const rows = ['123', '456', '789', '*0#']
const rowHz = [697, 770, 852, 941]
const columnHz = [1209, 1336, 1477]

function createTones(): Tones {
  let context: AudioContext | null = null
  let speakerId: string | null = null

  function sound(): AudioContext {
    if (!context) {
      context = new AudioContext()
      route(context)
    }
    if (context.state === 'suspended') void context.resume()
    return context
  }

  function route(audio: AudioContext): void {
    // Not in every browser, and not in TypeScript's own description of them.
    if ('setSinkId' in audio && typeof audio.setSinkId === 'function') audio.setSinkId(speakerId ?? '').catch(() => {})
  }

  function beep(frequencies: readonly number[], afterSeconds: number, seconds: number, loudness: number): void {
    const audio = sound()
    const from = audio.currentTime + afterSeconds
    const gain = audio.createGain()
    gain.connect(audio.destination)
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(loudness, from + 0.015)
    gain.gain.setValueAtTime(loudness, from + seconds - 0.03)
    gain.gain.linearRampToValueAtTime(0, from + seconds)
    for (const frequency of frequencies) {
      const oscillator = audio.createOscillator()
      oscillator.frequency.value = frequency
      oscillator.connect(gain)
      oscillator.start(from)
      oscillator.stop(from + seconds)
    }
  }

  function repeat(everyMs: number, play: () => void): () => void {
    play()
    const timer = setInterval(play, everyMs)
    return () => {
      clearInterval(timer)
      // What is scheduled already must fall silent at once.
      const old = context
      context = null
      void old?.close()
    }
  }

  return {
    startRinging: () =>
      repeat(3_000, () => {
        for (const note of [0, 1, 2, 3, 4, 5]) beep([note % 2 ? 988 : 784], note * 0.14, 0.13, 0.22)
      }),
    startRingback: () => repeat(4_000, () => beep([440, 480], 0, 1.6, 0.05)),
    startWaiting: () => repeat(5_000, () => beep([587], 0, 0.2, 0.06)),
    playKey(digit) {
      const row = rows.findIndex((keys) => keys.includes(digit))
      const column = rows[row]?.indexOf(digit) ?? -1
      beep([rowHz[row] ?? 697, columnHz[column] ?? 1209], 0, 0.12, 0.06)
    },
    isSilenced: () => sound().state === 'suspended',
    setSpeaker(deviceId) {
      speakerId = deviceId
      if (context) route(context)
    },
  }
}

/** The one set of sounds of this page. */
export const tones = createTones()
