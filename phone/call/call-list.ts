import { type CallEvent, type CallState, idle, isHeldByMe, isPending, isTalking, nextCallState } from './call-state.ts'

/** A call with the name it has in this phone. */
export interface Call {
  readonly id: string
  readonly state: Exclude<CallState, { phase: 'idle' }>
}

/** A person has one voice: one call to talk in, and one more waiting or on hold. */
export const maximumCalls = 2

/** The calls of this phone after something happened to the call `id`. An event of an unknown call begins one or changes nothing. */
export function nextCalls(calls: readonly Call[], id: string, event: CallEvent): readonly Call[] {
  const before = calls.find((call) => call.id === id)
  const state = nextCallState(before?.state ?? idle, event)
  if (before === undefined) return state.phase === 'idle' ? calls : [...calls, { id, state }]
  if (state === before.state) return calls
  if (state.phase === 'idle') return calls.filter((call) => call.id !== id)
  return calls.map((call) => (call.id === id ? { id, state } : call))
}

/** Whether I may place a call: nothing is in the way but a call that will be put on hold. */
export function canDial(calls: readonly Call[]): boolean {
  const live = liveCalls(calls)
  return live.length < maximumCalls && live.every((call) => isTalking(call.state))
}

/** The calls that have not ended. */
export function liveCalls(calls: readonly Call[]): readonly Call[] {
  return calls.filter((call) => call.state.phase !== 'ended')
}

/** The caller I have not answered yet, if any. */
export function ringingCall(calls: readonly Call[]): Call | undefined {
  return calls.find((call) => call.state.phase === 'ringingIn')
}

/** The call in the middle of the screen: the one I talk in, else the one I placed, else a held one, else what just ended. */
export function callInFocus(calls: readonly Call[]): Call | undefined {
  const others = calls.filter((call) => call.state.phase !== 'ringingIn')
  return (
    others.find((call) => call.state.phase === 'connected') ??
    others.find((call) => isPending(call.state)) ??
    others.find((call) => call.state.phase === 'held' && !isHeldByMe(call.state)) ??
    others.find((call) => call.state.phase === 'held') ??
    others.at(-1)
  )
}

/** The call beside the one in focus that still lives: on hold, to be swapped with. */
export function callAside(calls: readonly Call[]): Call | undefined {
  const focus = callInFocus(calls)
  return liveCalls(calls).find((call) => call.id !== focus?.id && call.state.phase !== 'ringingIn')
}
