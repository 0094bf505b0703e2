import type { EngineContext } from '../engine-context.ts'
import type { Call, EndReason } from './call.ts'
import { hangUpBothSides } from './dialog-request.ts'

/** Ends a call from the server's side: a caller who waits gets an answer, two who talk get BYE. */
export function endCall(context: EngineContext, call: Call, reason: EndReason) {
  if (call.endedAt) return
  if (call.giveUp) return call.giveUp(reason)
  hangUpBothSides(context, call, reason)
  context.calls.end(call, reason.outcome)
}
