import { randomBytes, randomFillSync } from 'node:crypto'
import type { Essentials } from '../sip/essentials.ts'
import type { SipRequest, SipResponse } from '../sip/sip-message.ts'
import { writeMessage } from '../sip/write-message.ts'
import type { Flow } from '../transports/flow.ts'
import { type ClientEvents, ClientTransaction } from './client-transaction.ts'
import { ExpiryQueue } from './expiry-queue.ts'
import { ServerTransaction } from './server-transaction.ts'
import { timers } from './timers.ts'

/** RFC 3261 §8.1.1.7: what follows identifies the transaction. */
const magicCookie = 'z9hG4bK'
const maximumFinished = 60_000

export interface TransactionLimits {
  /** Open server transactions beyond which new requests are turned away. */
  readonly open: number
}

/** All transactions of this engine, found by what the next message of each will carry (RFC 3261 §17.1.3 and §17.2.3). */
export class TransactionTable {
  private readonly servers = new Map<string, ServerTransaction>()
  private readonly merges = new Map<string, ServerTransaction>()
  private readonly clients = new Map<string, ClientTransaction>()
  private readonly openClientsByFlow = new Map<string, Set<ClientTransaction>>()
  private openServers = 0
  private readonly unguessable = new RandomTexts()
  private readonly branchPrefix = `${magicCookie}${randomBytes(9).toString('base64url')}.`
  private readonly limits: TransactionLimits
  private readonly finishedServers = new ExpiryQueue<ServerTransaction>(timers.giveUp, maximumFinished, (transaction) =>
    this.forgetServer(transaction),
  )
  private readonly finishedClients = new ExpiryQueue<ClientTransaction>(timers.giveUp, maximumFinished, (transaction) =>
    this.forgetClient(transaction),
  )

  constructor(limits: TransactionLimits) {
    this.limits = limits
  }

  get isFull(): boolean {
    return this.openServers >= this.limits.open
  }

  get size(): number {
    return this.servers.size + this.clients.size
  }

  findServer(request: SipRequest, essentials: Essentials): ServerTransaction | undefined {
    return this.servers.get(serverKey(request, essentials))
  }

  /** The INVITE that this CANCEL gives up (RFC 3261 §9.2). */
  findCancelled(request: SipRequest, essentials: Essentials): ServerTransaction | undefined {
    return this.servers.get(serverKey({ ...request, method: 'INVITE' }, essentials))
  }

  /** RFC 3261 §8.2.2.2: the same request has reached us on two paths. */
  isMerged(request: SipRequest, essentials: Essentials): boolean {
    return essentials.toTag === '' && this.merges.has(mergeKey(request, essentials))
  }

  startServer(request: SipRequest, essentials: Essentials, flow: Flow): ServerTransaction {
    const keys = { key: serverKey(request, essentials), mergeKey: mergeKey(request, essentials) }
    const transaction = new ServerTransaction(this, keys, request, flow)
    this.servers.set(keys.key, transaction)
    this.merges.set(keys.mergeKey, transaction)
    this.openServers++
    return transaction
  }

  /** A branch that nobody guesses, not even a phone that has seen others: whoever knows it may answer. */
  newBranch(): string {
    return this.branchPrefix + this.unguessable.next()
  }

  /** Whether a Via branch was made by this engine. */
  isOwnBranch(branch: string | undefined): boolean {
    return branch?.startsWith(this.branchPrefix) ?? false
  }

  startClient(branch: string, request: SipRequest, flow: Flow, events: ClientEvents): ClientTransaction {
    const transaction = new ClientTransaction(this, branch, request, flow, events)
    this.clients.set(transaction.key, transaction)
    if (flow.isReliable) this.openOn(flow).add(transaction)
    transaction.start()
    return transaction
  }

  /** Sends the ACK of an answer, which has no transaction (RFC 3261 §17). */
  sendAck(request: SipRequest, flow: Flow): void {
    flow.send(writeMessage(request))
  }

  private openOn(flow: Flow): Set<ClientTransaction> {
    let open = this.openClientsByFlow.get(flow.id)
    if (!open) {
      open = new Set()
      this.openClientsByFlow.set(flow.id, open)
    }
    return open
  }

  /** Only whom we asked may answer: another phone's answer, in whatever name, is dropped. */
  receivedResponse(response: SipResponse, essentials: Essentials, flow: Flow): void {
    const branch = essentials.via.params.get('branch') ?? ''
    const asked = this.clients.get(`${branch}|${essentials.cseqMethod}`)
    if (asked && isSameFarEnd(asked.flow, flow)) asked.receivedResponse(response)
  }

  flowClosed(flow: Flow): void {
    for (const transaction of [...(this.openClientsByFlow.get(flow.id) ?? [])]) transaction.flowClosed()
    this.openClientsByFlow.delete(flow.id)
  }

  /** Forgets a request that gets no answer at all. */
  abandon(transaction: ServerTransaction): void {
    this.openServers--
    this.forgetServer(transaction)
  }

  serverFinished(transaction: ServerTransaction, isRemembered: boolean): void {
    this.openServers--
    if (isRemembered) this.finishedServers.add(transaction)
    else this.forgetServer(transaction)
  }

  clientFinished(transaction: ClientTransaction, isRemembered: boolean): void {
    if (transaction.flow.isReliable) this.openClientsByFlow.get(transaction.flow.id)?.delete(transaction)
    if (isRemembered) this.finishedClients.add(transaction)
    else this.forgetClient(transaction)
  }

  private forgetServer(transaction: ServerTransaction): void {
    transaction.terminate()
    this.servers.delete(transaction.key)
    if (this.merges.get(transaction.mergeKey) === transaction) this.merges.delete(transaction.mergeKey)
  }

  private forgetClient(transaction: ClientTransaction): void {
    transaction.terminate()
    this.clients.delete(transaction.key)
  }

  close(): void {
    this.finishedServers.close()
    this.finishedClients.close()
    for (const transaction of this.servers.values()) transaction.terminate()
    for (const transaction of this.clients.values()) transaction.terminate()
    this.servers.clear()
    this.merges.clear()
    this.clients.clear()
  }
}

/** RFC 3261 §18.1.2 lets an answer over UDP come from another port of the far end. */
function isSameFarEnd(asked: Flow, answered: Flow): boolean {
  return asked.isReliable ? asked.id === answered.id : !answered.isReliable && asked.address === answered.address
}

/** Random texts of 72 bits, drawn from the kernel a few hundred at a time. */
class RandomTexts {
  private readonly bytes = Buffer.alloc(9 * 512)
  private at = this.bytes.length

  next(): string {
    if (this.at === this.bytes.length) {
      randomFillSync(this.bytes)
      this.at = 0
    }
    this.at += 9
    return this.bytes.toString('base64url', this.at - 9, this.at)
  }
}

function serverKey(request: SipRequest, essentials: Essentials): string {
  const { via } = essentials
  const branch = via.params.get('branch') ?? ''
  // Where it came from, as we noted it: nobody can cancel, or stand in the way of, a request of another phone.
  const source = via.params.get('received') ?? ''
  const method = request.method === 'ACK' ? 'INVITE' : request.method
  if (branch.startsWith(magicCookie) && branch.length > magicCookie.length)
    return `${branch}|${via.sentBy}|${source}|${method}`
  // RFC 2543 clients have no such branch: the request itself must do (RFC 3261 §17.2.3).
  const { callId, cseq, fromTag } = essentials
  return `${request.uri}|${callId}|${cseq}|${fromTag}|${via.text}|${method}`
}

function mergeKey(request: SipRequest, { callId, cseq, fromTag }: Essentials): string {
  return `${callId}|${cseq}|${fromTag}|${request.method}`
}
