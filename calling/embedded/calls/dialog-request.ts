import type { EngineContext } from '../engine-context.ts'
import { Headers } from '../sip/headers.ts'
import { reasonHeader } from '../sip/make-response.ts'
import { noBody, type SipRequest, type SipResponse } from '../sip/sip-message.ts'
import type { Flow } from '../transports/flow.ts'
import type { Call, Leg } from './call.ts'

/** Where a request of ours within a dialog goes, and under which names (RFC 3261 §12.2.1.1). */
interface DialogEnd {
  readonly flow: Flow
  readonly target: string
  readonly routes: readonly string[]
  readonly from: string
  readonly to: string
  readonly callId: string
}

interface Reason {
  readonly status: number
  readonly text: string
}

function makeDialogRequest(context: EngineContext, end: DialogEnd, method: string, cseq: number, reason?: Reason) {
  const branch = context.transactions.newBranch()
  const headers = new Headers()
  headers.append('via', context.address.via(end.flow, branch))
  for (const route of end.routes) headers.append('route', route)
  headers.append('max-forwards', '70')
  headers.append('from', end.from)
  headers.append('to', end.to)
  headers.append('call-id', end.callId)
  headers.append('cseq', `${cseq} ${method}`)
  if (reason) headers.append('reason', reasonHeader(reason.status, reason.text))
  const request: SipRequest = { kind: 'request', method, uri: end.target, headers, body: noBody }
  return { branch, request }
}

function sendBye(context: EngineContext, end: DialogEnd, cseq: number, reason: Reason): void {
  const { branch, request } = makeDialogRequest(context, end, 'BYE', cseq, reason)
  // The call is over for us whatever comes back.
  context.transactions.startClient(branch, request, end.flow, { response: ignore, failed: ignore })
}

/** Ends an answered call from the middle: a BYE to each side, as if it came from the other. */
export function hangUpBothSides(context: EngineContext, call: Call, reason: Reason): void {
  const { callee, caller, names } = call
  if (!callee) return
  const calleeAddress = `${names.to};tag=${call.calleeTag}`
  const toCaller = { ...caller, callId: names.callId, from: calleeAddress, to: names.callerFrom }
  const toCallee = { ...callee, callId: names.callId, from: call.shownFrom, to: calleeAddress }
  sendBye(context, toCaller, ++callee.cseq, reason)
  sendBye(context, toCallee, ++caller.cseq, reason)
}

/** A device that answered too late, after another had won or the caller had gone: acknowledged and hung up. */
export function hangUpLateAnswer(context: EngineContext, call: Call, answer: SipResponse, leg: Leg): void {
  const end: DialogEnd = {
    ...leg,
    callId: call.names.callId,
    from: answer.headers.get('from') ?? '',
    to: answer.headers.get('to') ?? '',
  }
  const inviteCseq = Number.parseInt(answer.headers.get('cseq') ?? '', 10)
  context.transactions.sendAck(makeDialogRequest(context, end, 'ACK', inviteCseq).request, end.flow)
  sendBye(context, end, inviteCseq + 1, { status: 200, text: 'Call completed elsewhere' })
}

function ignore(): void {}
