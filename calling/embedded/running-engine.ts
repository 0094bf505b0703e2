import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Id } from '../../contract/ids.ts'
import type { CallingEvent, EngineHealth, LiveCall, Registration } from '../engine.ts'
import { AccountWatch } from './account-watch.ts'
import { AccountCache } from './accounts/account-cache.ts'
import { Authentication } from './accounts/authentication.ts'
import { FailedAttempts } from './accounts/failed-attempts.ts'
import { Nonces } from './accounts/nonce.ts'
import type { Call } from './calls/call.ts'
import { CallBook } from './calls/call-book.ts'
import { FlowBook } from './calls/flow-book.ts'
import { FlowTokens } from './calls/flow-token.ts'
import { advertisedHost, OwnAddress } from './calls/own-address.ts'
import { ConnectionLoss } from './connection-loss.ts'
import type { EngineContext } from './engine-context.ts'
import type { EmbeddedEngineOptions } from './engine-options.ts'
import { BindingTable } from './registrar/binding-table.ts'
import { Registrar } from './registrar/registrar.ts'
import { RegistrationWriter } from './registrar/registration-writer.ts'
import { RequestRouter } from './request-router.ts'
import { readEssentials } from './sip/essentials.ts'
import { type MessageProblem, parseMessage } from './sip/parse-message.ts'
import { TransactionTable } from './transactions/transaction-table.ts'
import type { Flow, FlowReceiver } from './transports/flow.ts'
import { type OpenPorts, openPorts } from './transports/open-ports.ts'
import { WebSocketTransport } from './transports/websocket-transport.ts'

type Options = Required<Omit<EmbeddedEngineOptions, 'publicAddress'>> & Pick<EmbeddedEngineOptions, 'publicAddress'>
type Tell = (event: CallingEvent) => void

const brokenStream: MessageProblem = {
  status: 400,
  text: 'The stream cannot be read on: Content-Length is missing or wrong',
}

/** One run of the engine, from start to stop: puts its parts together and hands them what arrives. */
export class RunningEngine implements FlowReceiver {
  private readonly context: EngineContext
  private readonly ports: OpenPorts
  private readonly webSockets: WebSocketTransport
  private readonly writer: RegistrationWriter
  private readonly watch: AccountWatch
  private readonly losses: ConnectionLoss
  private readonly router: RequestRouter
  private readonly host: string
  private isStopping = false

  private constructor(options: Options, ports: OpenPorts, receiver: Receiver, tell: Tell) {
    const { directory, log } = options
    this.host = options.host
    this.ports = ports
    this.webSockets = new WebSocketTransport(receiver)
    this.writer = new RegistrationWriter(directory, log)
    this.context = {
      transactions: new TransactionTable({ open: options.maximumOpenTransactions }),
      registrar: new Registrar(new BindingTable(), this.writer, (tenantId, userId) =>
        tell({ kind: 'registration', tenantId, userIds: [userId] }),
      ),
      calls: new CallBook(directory, log, (call) => tell(callEvent(call))),
      flows: new FlowBook((address, port) => ports.udp.flowTo(address, port)),
      tokens: new FlowTokens(options.keys.flow),
      address: new OwnAddress(advertisedHost(options.host, options.publicAddress), ports.port),
      directory,
      log,
      newId: options.newId,
      decide: options.decide,
    }
    const cache = new AccountCache(directory)
    const nonces = new Nonces(options.keys.nonce)
    this.watch = new AccountWatch(this.context, cache)
    this.losses = new ConnectionLoss(this.context, options.reconnectGraceMs)
    this.router = new RequestRouter(
      this.context,
      new Authentication(options.realm, nonces, cache, new FailedAttempts()),
    )
    receiver.engine = this
  }

  /** Opens the sockets, then takes back the registrations of the last run. */
  static async start(options: Options, tell: Tell): Promise<RunningEngine> {
    const receiver = new Receiver()
    const ports = await openPorts(options.host, options.port, receiver)
    const engine = new RunningEngine(options, ports, receiver, tell)
    try {
      const stored = await options.directory.loadRegistrations()
      engine.context.registrar.restore(stored, (source) => engine.context.flows.udpAt(source))
      return engine
    } catch (error) {
      await engine.stop()
      throw error
    }
  }

  received(data: Buffer, flow: Flow): void {
    this.read(data, flow, null)
  }

  broken(data: Buffer, flow: Flow): void {
    this.read(data, flow, brokenStream)
  }

  /** Whatever arrives, nothing is thrown from here: one bad message must not harm the next. */
  private read(data: Buffer, flow: Flow, brokenBy: MessageProblem | null) {
    try {
      this.context.flows.noticed(flow)
      const parsed = parseMessage(data)
      if (!parsed) return
      const { message } = parsed
      const problem = brokenBy ?? parsed.problem
      if (message.kind === 'request') return this.router.received(message, problem, flow)
      const essentials = problem ? '' : readEssentials(message)
      // RFC 3261 §18.1.2: a malformed response, or one to nothing that we sent, is dropped.
      if (typeof essentials !== 'string') this.context.transactions.receivedResponse(message, essentials, flow)
    } catch (error) {
      this.context.log.error(
        { error, source: `${flow.transport}:${flow.address}:${flow.port}` },
        'A SIP message failed',
      )
    }
  }

  closed(flow: Flow): void {
    // Connections that we close ourselves say nothing about the phones.
    if (this.isStopping) return
    const { flows, transactions, registrar } = this.context
    flows.closed(flow)
    registrar.flowClosed(flow)
    transactions.flowClosed(flow)
    this.losses.closed(flow)
  }

  acceptWebSocket(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.webSockets.accept(request, socket, head)
  }

  usersChanged(tenantId: Id, userIds: readonly Id[]): void {
    this.watch.usersChanged(tenantId, userIds)
  }

  health(): EngineHealth {
    const { registrar, calls } = this.context
    return {
      isListening: true,
      sipAddress: this.host,
      sipPort: this.ports.port,
      registrations: registrar.bindings.size,
      calls: calls.size,
    }
  }

  registrations(tenantId: Id): Registration[] {
    const ofTenant = [...this.context.registrar.bindings.all()].flatMap(({ stored }) =>
      stored.tenantId === tenantId ? stored : [],
    )
    return ofTenant.sort((a, b) => b.registeredAt.getTime() - a.registeredAt.getTime())
  }

  calls(tenantId: Id): LiveCall[] {
    return this.context.calls.all().flatMap((call) => (call.tenantId === tenantId ? call.asLive() : []))
  }

  async stop(): Promise<void> {
    const { registrar, transactions, calls } = this.context
    for (const call of calls.all()) {
      // What rings cannot survive a restart; what talks goes on without us.
      call.giveUp?.({ status: 503, text: 'The phone system is restarting.', outcome: 'interrupted' })
    }
    this.isStopping = true
    this.watch.close()
    this.losses.close()
    registrar.close()
    this.webSockets.close()
    await Promise.all([this.ports.udp.close(), this.ports.tcp.close()])
    transactions.close()
    await Promise.all([this.writer.close(), calls.close()])
  }
}

/** Stands between the sockets, which are opened first, and the engine that they serve. */
class Receiver implements FlowReceiver {
  engine: FlowReceiver | null = null

  received(data: Buffer, flow: Flow): void {
    this.engine?.received(data, flow)
  }

  broken(data: Buffer, flow: Flow): void {
    this.engine?.broken(data, flow)
  }

  closed(flow: Flow): void {
    this.engine?.closed(flow)
  }
}

function callEvent(call: Call): CallingEvent {
  const userIds = call.calleeUserId === null ? [call.caller.userId] : [call.caller.userId, call.calleeUserId]
  return { kind: 'call', tenantId: call.tenantId, userIds }
}
