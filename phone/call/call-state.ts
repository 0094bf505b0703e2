import type { CallEnd } from './call-end.ts'

/** The other end of a call: what people see. `name` is null when only the number is known. */
export interface Peer {
  readonly name: string | null
  readonly number: string
}

export type Direction = 'in' | 'out'

/** Who put a call on hold. */
export type HeldBy = 'me' | 'them' | 'both'

interface Begun {
  readonly peer: Peer
  readonly direction: Direction
  /** Milliseconds since 1970, as `Date.now()` gives. */
  readonly startedAt: number
}

interface Talking extends Begun {
  readonly connectedAt: number
  /** What I chose; it stays through hold. */
  readonly isMuted: boolean
}

export interface Idle {
  readonly phase: 'idle'
}
export interface Dialing extends Begun {
  readonly phase: 'dialing'
}
export interface RingingOut extends Begun {
  readonly phase: 'ringingOut'
}
/** `isAnswering`: I pressed Answer, the sound is on its way. `problem`: why I could not answer, while it rings on. */
export interface RingingIn extends Begun {
  readonly phase: 'ringingIn'
  readonly isAnswering: boolean
  readonly problem: CallEnd | null
}
export interface Connected extends Talking {
  readonly phase: 'connected'
}
export interface Held extends Talking {
  readonly phase: 'held'
  readonly heldBy: HeldBy
}
/** `talkSeconds` is null when nobody ever answered. */
export interface Ended extends Begun {
  readonly phase: 'ended'
  readonly end: CallEnd
  readonly talkSeconds: number | null
}

/** One call from the first digit to the last word. */
export type CallState = Idle | Dialing | RingingOut | RingingIn | Connected | Held | Ended

/** What can happen to a call, by me, by the other end or by the network. */
export type CallEvent =
  | { readonly kind: 'dialed'; readonly peer: Peer; readonly at: number }
  | { readonly kind: 'offered'; readonly peer: Peer; readonly at: number }
  | { readonly kind: 'remoteRinging' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'answerFailed'; readonly problem: CallEnd }
  | { readonly kind: 'connected'; readonly at: number }
  | { readonly kind: 'peerKnown'; readonly peer: Peer }
  | { readonly kind: 'muted'; readonly isMuted: boolean }
  | { readonly kind: 'held'; readonly by: 'me' | 'them'; readonly isHeld: boolean }
  | { readonly kind: 'ended'; readonly end: CallEnd; readonly at: number }
  | { readonly kind: 'dismissed' }

export const idle: Idle = { phase: 'idle' }

/** The call after `event`. What makes no sense in a state changes nothing: the network may say things late or twice. */
export function nextCallState(state: CallState, event: CallEvent): CallState {
  switch (event.kind) {
    case 'dialed':
      return state.phase === 'idle' ? begin('dialing', 'out', event) : state
    case 'offered':
      return state.phase === 'idle' ? { ...begin('ringingIn', 'in', event), isAnswering: false, problem: null } : state
    case 'remoteRinging':
      return state.phase === 'dialing' ? { ...state, phase: 'ringingOut' } : state
    case 'answering':
      return state.phase === 'ringingIn' ? { ...state, isAnswering: true, problem: null } : state
    case 'answerFailed':
      return state.phase === 'ringingIn' ? { ...state, isAnswering: false, problem: event.problem } : state
    case 'connected':
      return isPending(state) ? connect(state, event.at) : state
    case 'peerKnown':
      return state.phase === 'idle' || state.phase === 'ended' ? state : { ...state, peer: event.peer }
    case 'muted':
      return isTalking(state) ? { ...state, isMuted: event.isMuted } : state
    case 'held':
      return isTalking(state) ? hold(state, event.by, event.isHeld) : state
    case 'ended':
      return state.phase === 'idle' || state.phase === 'ended' ? state : end(state, event.end, event.at)
    case 'dismissed':
      return state.phase === 'ended' ? idle : state
  }
}

/** Whether the two ends were joined: talking or on hold. */
export function isTalking(state: CallState): state is Connected | Held {
  return state.phase === 'connected' || state.phase === 'held'
}

/** Whether the call is asked for and not yet answered. */
export function isPending(state: CallState): state is Dialing | RingingOut | RingingIn {
  return state.phase === 'dialing' || state.phase === 'ringingOut' || state.phase === 'ringingIn'
}

/** Whether I put it on hold. */
export function isHeldByMe(state: CallState): boolean {
  return state.phase === 'held' && state.heldBy !== 'them'
}

function begin<Phase extends string>(phase: Phase, direction: Direction, event: { peer: Peer; at: number }) {
  return { phase, direction, peer: event.peer, startedAt: event.at }
}

function connect({ peer, direction, startedAt }: Begun, connectedAt: number): Connected {
  return { phase: 'connected', peer, direction, startedAt, connectedAt, isMuted: false }
}

function hold(state: Connected | Held, by: 'me' | 'them', isHeld: boolean): Connected | Held {
  const { peer, direction, startedAt, connectedAt, isMuted } = state
  const talking = { peer, direction, startedAt, connectedAt, isMuted }
  const heldBy = state.phase === 'held' ? state.heldBy : null
  const me = by === 'me' ? isHeld : heldBy === 'me' || heldBy === 'both'
  const them = by === 'them' ? isHeld : heldBy === 'them' || heldBy === 'both'
  if (!me && !them) return { phase: 'connected', ...talking }
  return { phase: 'held', ...talking, heldBy: me && them ? 'both' : me ? 'me' : 'them' }
}

function end(state: Exclude<CallState, Idle | Ended>, reason: CallEnd, at: number): Ended {
  const { peer, direction, startedAt } = state
  const talkSeconds = isTalking(state) ? Math.max(0, Math.round((at - state.connectedAt) / 1000)) : null
  return { phase: 'ended', peer, direction, startedAt, end: reason, talkSeconds }
}
