import type { Id } from '../../../contract/ids.ts'
import type { SipAccount, StoredRegistration } from '../../engine.ts'
import type { Essentials } from '../sip/essentials.ts'
import type { ResponseExtras } from '../sip/make-response.ts'
import { fromWire, type SipRequest } from '../sip/sip-message.ts'
import type { Flow } from '../transports/flow.ts'
import { type Binding, bindingKey } from './binding.ts'
import type { BindingTable } from './binding-table.ts'
import type { RegistrationWriter } from './registration-writer.ts'
import { expiryLimits, type RequestedContact, readRegisterWish } from './requested-bindings.ts'

export const maximumContacts = 10

export interface RegisterAnswer extends ResponseExtras {
  readonly status: number
}

/** One authenticated REGISTER. */
export interface RegisterRequest {
  readonly request: SipRequest
  readonly essentials: Essentials
  readonly account: SipAccount
  readonly flow: Flow
}

/** Keeps the registrations of all accounts (RFC 3261 §10, RFC 3327, RFC 5626). */
export class Registrar {
  readonly bindings: BindingTable
  private readonly writer: RegistrationWriter
  private readonly changed: (tenantId: Id, userId: Id) => void
  private readonly sweeping: NodeJS.Timeout

  constructor(bindings: BindingTable, writer: RegistrationWriter, changed: (tenantId: Id, userId: Id) => void) {
    this.bindings = bindings
    this.writer = writer
    this.changed = changed
    this.sweeping = setInterval(() => this.removeExpired(Date.now()), 1_000)
    this.sweeping.unref()
  }

  /** Carries out a REGISTER and says what to answer. Either all its contacts are taken or none. */
  register(wanted: RegisterRequest): RegisterAnswer {
    const wish = readRegisterWish(wanted.request)
    if (wish.kind === 'refused') {
      const headers = wish.status === 423 ? ([['min-expires', String(expiryLimits.shortest)]] as const) : []
      return { status: wish.status, text: wish.text, headers }
    }
    const { accountId } = wanted.account
    const touched =
      wish.kind === 'removeAll'
        ? this.bindings.ofAccount(accountId)
        : wish.kind === 'update'
          ? wish.contacts.flatMap((contact) => this.bindings.find(bindingKey({ ...wanted.account, ...contact })) ?? [])
          : []
    if (touched.some((binding) => isOutOfOrder(binding, wanted.essentials))) {
      return { status: 500, text: 'A newer REGISTER of this phone has already been carried out' }
    }
    if (wish.kind === 'removeAll') for (const binding of touched) this.remove(binding)
    if (wish.kind === 'update') for (const contact of wish.contacts) this.update(contact, wanted)
    const hasRegId = wish.kind === 'update' && wish.contacts.some((contact) => contact.hasRegId)
    return { status: 200, headers: this.answerHeaders(wanted, hasRegId) }
  }

  private update(contact: RequestedContact, { request, essentials, account, flow }: RegisterRequest): void {
    const before = this.bindings.find(bindingKey({ ...account, ...contact }))
    if (contact.expiresSeconds === 0) {
      if (before) this.remove(before)
      return
    }
    const now = Date.now()
    const stored: StoredRegistration = {
      tenantId: account.tenantId,
      accountId: account.accountId,
      userId: account.userId,
      instance: contact.instance,
      contact: contact.uri,
      path: request.headers.all('path'),
      transport: flow.transport,
      source: `${flow.address}:${flow.port}`,
      userAgent: fromWire(request.headers.get('user-agent') ?? '')
        .replace(/\p{Cc}/gu, '')
        .slice(0, 200),
      callId: essentials.callId,
      cseq: essentials.cseq,
      registeredAt: before?.stored.registeredAt ?? new Date(now),
      expiresAt: new Date(now + contact.expiresSeconds * 1_000),
    }
    this.bindings.put({ stored, flow, secret: account.ha1Sha256 })
    this.writer.keep(stored)
    if (!before) {
      this.removeSurplus(account.accountId)
      this.changed(account.tenantId, account.userId)
    }
  }

  /** A phone that restarts under ever new addresses pushes out its own oldest ones. */
  private removeSurplus(accountId: Id): void {
    const all = this.bindings.ofAccount(accountId)
    for (const binding of all.slice(0, Math.max(0, all.length - maximumContacts))) this.remove(binding)
  }

  private answerHeaders({ request, account }: RegisterRequest, hasRegId: boolean): [string, string][] {
    const now = Date.now()
    const headers = this.bindings.ofAccount(account.accountId).map(({ stored }): [string, string] => {
      const seconds = Math.max(0, Math.round((stored.expiresAt.getTime() - now) / 1_000))
      return ['contact', `<${stored.contact}>;expires=${seconds}`]
    })
    for (const path of request.headers.all('path')) headers.push(['path', path])
    // RFC 5626 §6: says that the flow, not the Contact, will be used.
    if (hasRegId && request.headers.tokens('supported').includes('outbound')) headers.push(['require', 'outbound'])
    return headers
  }

  remove(binding: Binding): void {
    this.bindings.remove(binding)
    this.writer.remove(binding.stored)
    this.changed(binding.stored.tenantId, binding.stored.userId)
  }

  /** What was registered over a connection ends with it. */
  flowClosed(flow: Flow): void {
    for (const binding of this.bindings.onFlow(flow)) this.remove(binding)
  }

  private removeExpired(now: number): void {
    for (const binding of this.bindings.all()) if (binding.stored.expiresAt.getTime() <= now) this.remove(binding)
  }

  /** Takes back what was written before a restart: UDP addresses are still good, connections are not. */
  restore(stored: readonly StoredRegistration[], flowOf: (source: string) => Flow): void {
    const now = Date.now()
    for (const registration of stored) {
      const isAlive = registration.transport === 'udp' && registration.expiresAt.getTime() > now
      if (isAlive) this.bindings.put({ stored: registration, flow: flowOf(registration.source), secret: null })
      else this.writer.remove(registration)
    }
  }

  close(): void {
    clearInterval(this.sweeping)
  }
}

/** RFC 3261 §10.3 step 7: within one Call-ID only a higher CSeq is newer. */
function isOutOfOrder({ stored }: Binding, essentials: Essentials): boolean {
  return stored.callId === essentials.callId && essentials.cseq <= stored.cseq
}
