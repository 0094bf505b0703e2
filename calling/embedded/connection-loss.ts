import type { Call, Leg } from './calls/call.ts'
import { endCall } from './calls/end-call.ts'
import type { EngineContext } from './engine-context.ts'
import type { Flow } from './transports/flow.ts'

/** What a closed connection means for the calls over it. */
export class ConnectionLoss {
  private readonly context: EngineContext
  private readonly graceMs: number
  private readonly waiting = new Set<NodeJS.Timeout>()

  constructor(context: EngineContext, graceMs: number) {
    this.context = context
    this.graceMs = graceMs
  }

  closed(flow: Flow): void {
    for (const call of this.context.calls.onFlow(flow)) {
      // Its media may live on; a live emergency call is never cut.
      if (call.isEmergency && call.answeredAt) continue
      if (call.answeredAt) this.waitForReturn(call)
      else if (call.caller.flow.id === flow.id) {
        endCall(this.context, call, { status: 487, text: 'The caller lost the connection', outcome: 'cancelled' })
      }
    }
  }

  private waitForReturn(call: Call): void {
    const timer = setTimeout(() => {
      this.waiting.delete(timer)
      if (!call.endedAt && !call.legs.every((leg) => this.isBack(leg))) {
        endCall(this.context, call, { status: 408, text: 'A phone lost its connection', outcome: 'answered' })
      }
    }, this.graceMs)
    this.waiting.add(timer)
  }

  private isBack(leg: Leg): boolean {
    if (leg.flow.isOpen) return true
    const flow = this.context.registrar.bindings.withContact(leg.accountId, leg.target)?.flow
    if (!flow?.isOpen) return false
    leg.flow = flow
    return true
  }

  close(): void {
    for (const timer of this.waiting) clearTimeout(timer)
  }
}
