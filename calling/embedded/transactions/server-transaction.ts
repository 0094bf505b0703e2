import { makeResponse, type ResponseExtras } from '../sip/make-response.ts'
import type { SipRequest, SipResponse } from '../sip/sip-message.ts'
import { writeMessage } from '../sip/write-message.ts'
import type { Flow } from '../transports/flow.ts'
import { timers } from './timers.ts'
import type { TransactionTable } from './transaction-table.ts'

type State = 'trying' | 'proceeding' | 'accepted' | 'completed' | 'confirmed' | 'terminated'

/** A request that we must answer: INVITE (RFC 3261 §17.2.1 with RFC 6026) or any other but ACK (§17.2.2). */
export class ServerTransaction {
  readonly key: string
  readonly mergeKey: string
  readonly flow: Flow
  readonly isInvite: boolean
  /** Called when the caller gives up an INVITE that has no final answer yet. */
  onCancel: ((cancel: SipRequest) => void) | null = null
  /** Gone once answered: finished transactions must be small. */
  private request: SipRequest | null
  private state: State = 'trying'
  private lastResponse: Buffer | null = null
  private retransmitting: NodeJS.Timeout | undefined
  private readonly table: TransactionTable

  constructor(table: TransactionTable, keys: { key: string; mergeKey: string }, request: SipRequest, flow: Flow) {
    this.table = table
    this.key = keys.key
    this.mergeKey = keys.mergeKey
    this.request = request
    this.flow = flow
    this.isInvite = request.method === 'INVITE'
  }

  get hasFinalResponse(): boolean {
    return this.state !== 'trying' && this.state !== 'proceeding'
  }

  /** Whether an ACK with this branch ends here, as that of a refusal does (RFC 3261 §17.2.1). */
  get takesAck(): boolean {
    return this.isInvite && (this.state === 'completed' || this.state === 'confirmed')
  }

  /** Our own answer. */
  reply(status: number, extras?: ResponseExtras): void {
    if (this.request && !this.hasFinalResponse) this.respond(makeResponse(this.request, status, extras))
  }

  /** Sends a response made elsewhere; its Via, From and Call-ID are already those of this request. */
  respond(response: SipResponse): void {
    const isFinal = response.status >= 200
    // RFC 6026 §8.7: further 2xx answers pass in Accepted, nothing else follows a final answer.
    if (this.hasFinalResponse && !(this.state === 'accepted' && response.status < 300 && isFinal)) return
    const data = writeMessage(response)
    this.flow.send(data)
    if (!isFinal) {
      this.state = 'proceeding'
      this.lastResponse = data
    } else if (!this.hasFinalResponse) this.finish(response.status, data)
  }

  private finish(status: number, data: Buffer): void {
    this.onCancel = null
    const isRefusedInvite = this.isInvite && status >= 300
    this.state = this.isInvite && status < 300 ? 'accepted' : 'completed'
    this.lastResponse = this.state === 'completed' ? data : null
    this.request = null
    this.table.serverFinished(this, this.isInvite || !this.flow.isReliable)
    if (isRefusedInvite && !this.flow.isReliable) this.retransmit(data, timers.t1)
  }

  /** Timer G: an INVITE's refusal is repeated until its ACK arrives; the table's memory of it is Timer H. */
  private retransmit(data: Buffer, afterMs: number): void {
    this.retransmitting = setTimeout(() => {
      if (this.state !== 'completed') return
      this.flow.send(data)
      this.retransmit(data, Math.min(afterMs * 2, timers.t2))
    }, afterMs)
  }

  /** The same request again: the same answer again. */
  receivedAgain(): void {
    if (this.lastResponse) this.flow.send(this.lastResponse)
  }

  /** The ACK of our refusal; repeated ones are absorbed. */
  receivedAck(): void {
    if (this.state !== 'completed') return
    this.state = 'confirmed'
    this.lastResponse = null
    clearTimeout(this.retransmitting)
  }

  receivedCancel(cancel: SipRequest): void {
    this.onCancel?.(cancel)
  }

  terminate(): void {
    this.state = 'terminated'
    this.onCancel = null
    clearTimeout(this.retransmitting)
  }
}
