import type { CallState, Peer } from './call-state.ts'

/** The name to show for the other end: their name, else their number. */
export function nameOf(peer: Peer): string {
  return peer.name ?? (peer.number || 'Unknown caller')
}

/** One sentence on where the call stands, for the screen and for screen readers. */
export function sentenceOf(state: CallState): string {
  switch (state.phase) {
    case 'idle':
      return ''
    case 'dialing':
      return 'Calling …'
    case 'ringingOut':
      return 'Ringing …'
    case 'ringingIn':
      return state.isAnswering ? 'Connecting the sound …' : 'calling you …'
    case 'connected':
      return state.isMuted ? 'Connected. They cannot hear you.' : 'Connected'
    case 'held':
      return heldSentence[state.heldBy]
    case 'ended':
      return state.end.sentence
  }
}

/** The same with the other end's name, for a screen reader that hears it without the screen. */
export function announcementOf(state: CallState): string {
  if (state.phase === 'idle') return ''
  const name = nameOf(state.peer)
  switch (state.phase) {
    case 'dialing':
      return `Calling ${name}`
    case 'ringingOut':
      return `Ringing at ${name}`
    case 'ringingIn':
      return state.isAnswering ? `Connecting to ${name}` : `${name} is calling you`
    case 'connected':
      return state.isMuted ? `Microphone off. ${name} cannot hear you` : `Connected to ${name}`
    case 'held':
      return `${name}: ${heldSentence[state.heldBy]}`
    case 'ended':
      return `${name}: ${[state.end.sentence, state.end.advice].filter(Boolean).join(' ')}`
  }
}

const heldSentence = {
  me: 'On hold',
  them: 'They put you on hold',
  both: 'On hold on both sides',
} as const

/** A duration as a clock: 0:07, 12:34, 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const [hours = 0, minutes = 0, rest = 0] = parts
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}
