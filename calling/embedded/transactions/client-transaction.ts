import { Headers } from '../sip/headers.ts'
import { noBody, type SipRequest, type SipResponse } from '../sip/sip-message.ts'
import { writeMessage } from '../sip/write-message.ts'
import type { Flow } from '../transports/flow.ts'
import { timers } from './timers.ts'
import type { TransactionTable } from './transaction-table.ts'

type State = 'calling' | 'proceeding' | 'accepted' | 'completed' | 'terminated'

export interface ClientEvents {
  /** Each provisional and final response; a 2xx to INVITE may come more than once (RFC 6026 §8.4). */
  response(response: SipResponse): void
  /** Nobody answered in time, or the connection broke: RFC 3261 §16.9 counts it as a 408 or 503. */
  failed(status: 408 | 503): void
}

/** A request that we sent and whose answer we await (RFC 3261 §17.1 with RFC 6026). */
export class ClientTransaction {
  readonly branch: string
  readonly key: string
  readonly flow: Flow
  private readonly isInvite: boolean
  private readonly table: TransactionTable
  private events: ClientEvents
  private request: SipRequest | null
  private state: State = 'calling'
  private acknowledgement: Buffer | null = null
  private retransmitting: NodeJS.Timeout | undefined
  private givingUp: NodeJS.Timeout | undefined
  private cancelReason: string | null = null
  private isCancelSent = false

  constructor(table: TransactionTable, branch: string, request: SipRequest, flow: Flow, events: ClientEvents) {
    this.table = table
    this.branch = branch
    this.key = `${branch}|${request.method}`
    this.request = request
    this.flow = flow
    this.events = events
    this.isInvite = request.method === 'INVITE'
  }

  get isPending(): boolean {
    return this.state === 'calling' || this.state === 'proceeding'
  }

  start(): void {
    if (!this.request) return
    if (!this.flow.isOpen) {
      // Not at once: the caller must have finished starting its other branches.
      this.givingUp = setTimeout(() => this.fail(503), 0)
      return
    }
    const data = writeMessage(this.request)
    this.flow.send(data)
    this.givingUp = setTimeout(() => this.fail(408), timers.giveUp)
    if (!this.flow.isReliable) this.retransmit(data, timers.t1)
  }

  /** Timers A and E. */
  private retransmit(data: Buffer, afterMs: number): void {
    this.retransmitting = setTimeout(() => {
      this.flow.send(data)
      this.retransmit(data, this.isInvite ? afterMs * 2 : Math.min(afterMs * 2, timers.t2))
    }, afterMs)
  }

  receivedResponse(response: SipResponse): void {
    if (response.status < 200) this.receivedProvisional(response)
    else if (this.isPending) this.receivedFinal(response)
    else if (this.state === 'completed' && this.acknowledgement) this.flow.send(this.acknowledgement)
    else if (this.state === 'accepted' && response.status < 300) this.events.response(response)
  }

  private receivedProvisional(response: SipResponse): void {
    if (!this.isPending) return
    this.state = 'proceeding'
    if (this.isInvite) {
      clearTimeout(this.retransmitting)
      clearTimeout(this.givingUp)
      // Timer C starts again with each provisional answer (RFC 3261 §16.7 step 2); after CANCEL the wait is Timer B's.
      const waitMs = this.cancelReason === null ? timers.ringing : timers.giveUp
      this.givingUp = setTimeout(() => this.ringingTooLong(), waitMs)
      if (this.cancelReason !== null) this.sendCancel()
    }
    this.events.response(response)
  }

  /** RFC 3261 §16.8: Timer C fired; CANCEL, and take it as a 408 should that stay unanswered too. */
  private ringingTooLong(): void {
    if (this.cancelReason === null) this.cancel('SIP;cause=408')
    else this.fail(408)
  }

  private receivedFinal(response: SipResponse): void {
    this.stopTimers()
    if (this.isInvite && response.status >= 300) {
      this.acknowledgement = this.request && writeMessage(makeAck(this.request, response))
      if (this.acknowledgement) this.flow.send(this.acknowledgement)
    }
    this.state = this.isInvite && response.status < 300 ? 'accepted' : 'completed'
    this.request = null
    this.table.clientFinished(this, this.state === 'accepted' || !this.flow.isReliable)
    const { events } = this
    // Whoever listens need not be remembered as long as the transaction is.
    if (this.state === 'completed') this.events = deaf
    events.response(response)
  }

  /** Gives up an INVITE (RFC 3261 §9.1): CANCEL goes out once the far end has shown that it knows the request. */
  cancel(reason: string): void {
    if (!this.isInvite || !this.isPending || this.cancelReason !== null) return
    this.cancelReason = reason
    if (this.state === 'proceeding') this.sendCancel()
    clearTimeout(this.givingUp)
    // Who has shown no sign is most likely not there: a short wait for one, during which the INVITE is still repeated.
    this.givingUp = setTimeout(() => this.fail(408), this.state === 'proceeding' ? timers.giveUp : timers.silence)
  }

  private sendCancel(): void {
    if (this.isCancelSent || !this.request || this.cancelReason === null) return
    this.isCancelSent = true
    const headers = sameHop(this.request, this.request.headers.get('to') ?? '', 'CANCEL')
    if (this.cancelReason !== '') headers.append('reason', this.cancelReason)
    const cancel: SipRequest = { kind: 'request', method: 'CANCEL', uri: this.request.uri, headers, body: noBody }
    this.table.startClient(this.branch, cancel, this.flow, deaf)
  }

  private fail(status: 408 | 503): void {
    if (!this.isPending) return
    this.terminate()
    this.table.clientFinished(this, false)
    this.events.failed(status)
  }

  /** The connection under this transaction has closed. */
  flowClosed(): void {
    this.fail(503)
  }

  terminate(): void {
    this.stopTimers()
    this.state = 'terminated'
    this.request = null
  }

  private stopTimers(): void {
    clearTimeout(this.retransmitting)
    clearTimeout(this.givingUp)
  }
}

/** RFC 3261 §17.1.1.3: the ACK of a refusal belongs to the INVITE's own hop. */
function makeAck(invite: SipRequest, response: SipResponse): SipRequest {
  const headers = sameHop(invite, response.headers.get('to') ?? invite.headers.get('to') ?? '', 'ACK')
  return { kind: 'request', method: 'ACK', uri: invite.uri, headers, body: noBody }
}

function sameHop(invite: SipRequest, to: string, method: string): Headers {
  const headers = new Headers()
  headers.append('via', invite.headers.get('via') ?? '')
  for (const route of invite.headers.all('route')) headers.append('route', route)
  headers.append('from', invite.headers.get('from') ?? '')
  headers.append('to', to)
  headers.append('call-id', invite.headers.get('call-id') ?? '')
  headers.append('cseq', `${Number.parseInt(invite.headers.get('cseq') ?? '', 10)} ${method}`)
  headers.append('max-forwards', '70')
  return headers
}

function ignore(): void {}

const deaf: ClientEvents = { response: ignore, failed: ignore }
