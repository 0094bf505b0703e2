import type { CallEvent, Peer } from '../call/call-state.ts'

/** Whether this phone can be reached, always on screen. `advice` says what to do; null when it mends itself. */
export type LineState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'offline'; readonly reason: string; readonly advice: string | null }
  /** Another window of this browser is the phone; `takeOver` makes it this one. */
  | { readonly kind: 'elsewhere' }
  /** The session is over: sign in again. */
  | { readonly kind: 'signedOut' }

/** What a phone tells: its line, or what happened to the call `id`. */
export type PhoneEvent =
  | { readonly kind: 'line'; readonly line: LineState }
  | { readonly kind: 'call'; readonly id: string; readonly event: CallEvent }

/** A phone as the screens see it. What comes of a command is told by events; a command for a call that is over does nothing. */
export interface Phone {
  /** Registers and stays registered: through sleep, network loss and restarts of the server. */
  start(): void
  /** Ends all calls and the registration. */
  stop(): void
  /** Becomes the phone of this browser when another window is. */
  takeOver(): void
  /** Tries to connect now instead of at the next turn. */
  retry(): void
  /** Asks the phone system whether it still knows this phone, which it may have cut off. */
  confirm(): void
  /** Dials and answers the new call's id; what I talk in goes on hold. */
  call(number: string, peer: Peer): string
  /** Answers a ringing call; what I talk in goes on hold. */
  answer(id: string): void
  /** Refuses a ringing call for this person. */
  decline(id: string): void
  hangUp(id: string): void
  setMuted(id: string, isMuted: boolean): void
  setHeld(id: string, isHeld: boolean): void
  /** Sends one of 0–9, * and # to the other end. */
  sendDigit(id: string, digit: string): void
  /** Which microphone and loudspeaker to use, from now on and in the calls that are on; null is the system's choice. */
  chooseDevices(devices: SoundDevices): void
  /** Calls `listener` with every event; returns the function that ends it. */
  onEvent(listener: (event: PhoneEvent) => void): () => void
}

/** Device ids as `navigator.mediaDevices` names them. */
export interface SoundDevices {
  readonly microphoneId: string | null
  readonly speakerId: string | null
}
