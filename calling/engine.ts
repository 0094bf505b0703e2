import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Id } from '../contract/ids.ts'
import type { CallAttempt, CallSituation } from './decide/call-situation.ts'

/** The calling engine as the rest of the house sees it. Two implementations execute the same plans and pass the same tests. */
export interface CallingEngine {
  /** Opens the sockets and reloads registrations. Rejects with a `PortTakenError` when a SIP port is in use. */
  start(): Promise<void>
  /** Stops accepting, ends timers, writes what is still to be written, closes the sockets. Live calls keep their media. */
  stop(): Promise<void>
  health(): EngineHealth
  /** Live registrations of one tenant, newest first. */
  registrations(tenantId: Id): Registration[]
  /** Live (ringing or answered) calls of one tenant. */
  calls(tenantId: Id): LiveCall[]
  /**
   * Tells the engine that these users' accounts, rights or states may have changed. It forgets what it cached and asks the
   * directory again; what is no longer allowed ends within 300 ms: registrations go, calls in progress get BYE
   * (but never a live emergency call).
   */
  usersChanged(tenantId: Id, userIds: readonly Id[]): void
  /** Takes over a WebSocket upgrade of `/sip` on the HTTP server's port (RFC 7118). */
  acceptWebSocket(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Calls `listener` after each change; returns the function that ends it. */
  onEvent(listener: (event: CallingEvent) => void): () => void
}

export interface EngineHealth {
  readonly isListening: boolean
  readonly sipAddress: string
  readonly sipPort: number
  readonly registrations: number
  readonly calls: number
}

export interface Registration {
  readonly tenantId: Id
  readonly userId: Id
  readonly accountId: Id
  /** The Contact URI as it was registered. */
  readonly contact: string
  readonly transport: SipTransport
  /** Source address as `ip:port`. */
  readonly source: string
  readonly userAgent: string
  readonly registeredAt: Date
  readonly expiresAt: Date
}

export type SipTransport = 'udp' | 'tcp' | 'ws'

export interface LiveCall {
  readonly id: Id
  readonly tenantId: Id
  readonly callerUserId: Id
  readonly calleeUserId: Id | null
  readonly dialed: string
  readonly startedAt: Date
  readonly answeredAt: Date | null
}

/** Something changed: which tenant, and which users it touches. Listeners fetch what they need. */
export interface CallingEvent {
  readonly kind: 'registration' | 'call'
  readonly tenantId: Id
  readonly userIds: readonly Id[]
}

/** What the engine asks of the house. `server/main.ts` hands it in; tests hand in one backed by maps. */
export interface CallingDirectory {
  /** The account that signs in with this SIP username (unique in the installation), or undefined. Disabled accounts are not found. */
  findAccount(username: string): Promise<SipAccount | undefined>
  /**
   * Those of these accounts that still exist and are enabled, as they are now. Asked every few seconds about every
   * account in use, so it should be one cheap query per tenant.
   */
  checkAccounts(accounts: readonly AccountKey[]): Promise<SipAccount[]>
  /** What `decide` needs to know of this attempt; undefined when the caller no longer exists. */
  situation(attempt: CallAttempt): Promise<CallSituation | undefined>
  /** Registrations written before the last stop or crash. */
  loadRegistrations(): Promise<StoredRegistration[]>
  /** Writes a batch: `kept` are inserted or replaced by key, `gone` are deleted. May be called at most once at a time. */
  saveRegistrations(kept: readonly StoredRegistration[], gone: readonly RegistrationKey[]): Promise<void>
  /** Writes the call record as it stands now; called at the attempt, at answer and at the end, always with the same `id`. */
  saveCall(record: CallProgress): Promise<void>
}

export interface SipAccount {
  readonly tenantId: Id
  readonly accountId: Id
  readonly userId: Id
  readonly username: string
  /** HA1 digests in lower-case hex (RFC 8760): MD5 and SHA-256 of `username:realm:password`. */
  readonly ha1Md5: string
  readonly ha1Sha256: string
  /** A suspended user registers nothing and calls nobody but emergency numbers. */
  readonly isSuspended: boolean
}

export interface AccountKey {
  readonly tenantId: Id
  readonly accountId: Id
}

export interface RegistrationKey extends AccountKey {
  /** `+sip.instance` with `reg-id` where given (RFC 5626), else the Contact URI. */
  readonly instance: string
}

export interface StoredRegistration extends RegistrationKey {
  readonly userId: Id
  readonly contact: string
  /** Path header values, outermost first (RFC 3327). */
  readonly path: readonly string[]
  readonly transport: SipTransport
  readonly source: string
  readonly userAgent: string
  readonly callId: string
  readonly cseq: number
  readonly registeredAt: Date
  readonly expiresAt: Date
}

export interface CallProgress {
  readonly id: Id
  readonly tenantId: Id
  readonly sipCallId: string
  readonly callerUserId: Id
  readonly calleeUserId: Id | null
  readonly dialed: string
  /** The callee must not learn who called, neither then nor later. */
  readonly isAnonymous: boolean
  readonly startedAt: Date
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  /** Null while the call lives. */
  readonly outcome: CallOutcome | null
}

export type CallOutcome =
  | 'answered'
  | 'busy'
  | 'noAnswer'
  | 'declined'
  | 'unreachable'
  | 'cancelled'
  | 'refused'
  | 'failed'
  | 'interrupted'

/** A port that the engine must have is in use by another program. */
export class PortTakenError extends Error {
  readonly port: number
  constructor(transport: string, host: string, port: number) {
    super(`${transport} port ${port} on ${host} is in use by another program. Stop it, or set SIP_PORT to a free port.`)
    this.name = 'PortTakenError'
    this.port = port
  }
}
