import { randomBytes } from 'node:crypto'
import { Headers } from '../embedded/sip/headers.ts'
import { parseMessage } from '../embedded/sip/parse-message.ts'
import { noBody, type SipRequest, type SipResponse } from '../embedded/sip/sip-message.ts'
import { writeMessage } from '../embedded/sip/write-message.ts'
import type { SipTransport } from '../engine.ts'
import { type DigestAlgorithm, DigestClient } from './digest-client.ts'
import type { TestUser } from './memory-directory.ts'
import { MessageQueue } from './message-queue.ts'
import { openLink, type SipLink } from './sip-link.ts'
import { IncomingTestCall, OutgoingTestCall } from './test-call.ts'
import type { EngineAddress } from './test-engine.ts'

export interface TestPhoneOptions {
  readonly transport?: SipTransport
  readonly algorithm?: DigestAlgorithm
  /** `+sip.instance`, with `reg-id=1` (RFC 5626). */
  readonly instance?: string
}

export interface RequestParts {
  readonly method: string
  readonly uri: string
  readonly from: string
  readonly to: string
  readonly callId: string
  readonly cseq: number
  readonly headers?: readonly (readonly [key: string, value: string])[]
  readonly body?: string
}

/** What a phone signs in with. */
type Owner = Pick<TestUser, 'username' | 'password'>

/** A phone of a test: real sockets, real SIP, and a story to tell. "Alice rings Bob." */
export class TestPhone {
  readonly user: Owner
  readonly engine: EngineAddress
  readonly contact: string
  readonly requests = new MessageQueue<SipRequest>()
  readonly responses = new MessageQueue<SipResponse>()
  readonly digest = new DigestClient()
  isClosed = false
  private readonly link: SipLink
  private readonly options: Required<TestPhoneOptions>
  private readonly registerCallId = token()
  private readonly registerTag = token()
  private registerCseq = 0

  private constructor(engine: EngineAddress, user: Owner, link: SipLink, options: Required<TestPhoneOptions>) {
    this.engine = engine
    this.user = user
    this.link = link
    this.options = options
    const host = link.transport === 'ws' ? `${token()}.invalid` : `127.0.0.1:${link.localPort}`
    const transport = link.transport === 'udp' ? '' : `;transport=${link.transport}`
    this.contact = `sip:${token()}@${host}${transport}`
    link.onData = (data) => this.received(data)
    link.onClose = () => {
      this.isClosed = true
    }
  }

  static async open(engine: EngineAddress, user: Owner, options: TestPhoneOptions = {}): Promise<TestPhone> {
    const { transport = 'udp', algorithm = 'SHA-256', instance = '' } = options
    return new TestPhone(engine, user, await openLink(engine, transport), { transport, algorithm, instance })
  }

  /** A phone that has registered. */
  static async registered(engine: EngineAddress, user: Owner, options?: TestPhoneOptions): Promise<TestPhone> {
    const phone = await TestPhone.open(engine, user, options)
    const { status } = await phone.register()
    if (status !== 200) throw new Error(`${user.username} could not register: ${status}`)
    return phone
  }

  get addressOfRecord(): string {
    return `sip:${this.user.username}@${this.engine.host}`
  }

  /** Registers, answering the challenge; `headers` replace the usual Contact and Expires. */
  async register(headers?: RequestParts['headers']): Promise<SipResponse> {
    return this.sendSignedIn(() =>
      this.registerParts(
        headers ?? [
          ['contact', this.contactValue()],
          ['expires', '300'],
        ],
      ),
    )
  }

  unregister(): Promise<SipResponse> {
    return this.register([
      ['contact', this.contactValue()],
      ['expires', '0'],
    ])
  }

  registerParts(headers: RequestParts['headers']): RequestParts {
    const { addressOfRecord: address } = this
    return {
      method: 'REGISTER',
      uri: `sip:${this.engine.host}`,
      from: `<${address}>;tag=${this.registerTag}`,
      to: `<${address}>`,
      callId: this.registerCallId,
      cseq: ++this.registerCseq,
      ...(headers ? { headers } : {}),
    }
  }

  contactValue(): string {
    const { instance } = this.options
    return instance === '' ? `<${this.contact}>` : `<${this.contact}>;+sip.instance="<${instance}>";reg-id=1`
  }

  /** Sends a request, answers a challenge once, and returns the final response. `makeParts` gives each try its CSeq. */
  async sendSignedIn(makeParts: () => RequestParts): Promise<SipResponse> {
    const first = await this.sendForFinal(makeParts())
    if (first.status !== 401 && first.status !== 407) return first
    const parts = makeParts()
    return this.sendForFinal({ ...parts, headers: [...(parts.headers ?? []), this.answerTo(first, parts)] })
  }

  answerTo(challenge: SipResponse, parts: Pick<RequestParts, 'method' | 'uri'>): readonly [string, string] {
    const { algorithm } = this.options
    const value = this.digest.answer(challenge, this.user, parts.method, parts.uri, algorithm)
    return [challenge.status === 401 ? 'authorization' : 'proxy-authorization', value]
  }

  async sendForFinal(parts: RequestParts): Promise<SipResponse> {
    this.send(parts)
    return this.finalOf(parts.callId, `${parts.cseq} ${parts.method}`)
  }

  finalOf(callId: string, cseq: string): Promise<SipResponse> {
    return this.responseOf(callId, cseq, 'a final response', (status) => status >= 200)
  }

  responseOf(callId: string, cseq: string, what: string, isWanted: (status: number) => boolean): Promise<SipResponse> {
    return this.responses.next(`${what} to ${cseq}`, ({ headers, status }) => {
      return headers.get('call-id') === callId && headers.get('cseq') === cseq && isWanted(status)
    })
  }

  requestOf(callId: string, method: string): Promise<SipRequest> {
    return this.requests.next(
      method,
      (request) => request.method === method && request.headers.get('call-id') === callId,
    )
  }

  /** Sends a request; returns the Via branch, for those that must repeat it. */
  send(parts: RequestParts, branch = `z9hG4bK${token()}`): string {
    const headers = new Headers()
    const { transport } = this.link
    const host = transport === 'ws' ? 'phone.invalid' : `127.0.0.1:${this.link.localPort}`
    headers.append('via', `SIP/2.0/${transport.toUpperCase()} ${host};branch=${branch};rport`)
    headers.append('max-forwards', '70')
    headers.append('from', parts.from)
    headers.append('to', parts.to)
    headers.append('call-id', parts.callId)
    headers.append('cseq', `${parts.cseq} ${parts.method}`)
    for (const [key, value] of parts.headers ?? []) headers.append(key, value)
    const body = parts.body === undefined ? noBody : Buffer.from(parts.body)
    if (body.length > 0) headers.append('content-type', 'application/sdp')
    this.sendRaw(writeMessage({ kind: 'request', method: parts.method, uri: parts.uri, headers, body }))
    return branch
  }

  sendRaw(data: Buffer | string): void {
    this.link.send(Buffer.from(data))
  }

  respond(response: SipResponse): void {
    this.sendRaw(writeMessage(response))
  }

  /** Rings a number; the call goes on with the returned object. */
  call(dialed: string, headers?: RequestParts['headers']): Promise<OutgoingTestCall> {
    return OutgoingTestCall.start(this, dialed, headers)
  }

  /** The next call that rings here. */
  async incoming(): Promise<IncomingTestCall> {
    const invite = await this.requests.next('an INVITE', ({ method, headers }) => {
      return method === 'INVITE' && !/;tag=/.test(headers.get('to') ?? '')
    })
    return new IncomingTestCall(this, invite)
  }

  /** The call that rings here when this one is placed. */
  async incomingOf(placing: Promise<OutgoingTestCall>): Promise<IncomingTestCall> {
    await placing
    return this.incoming()
  }

  close(): void {
    if (!this.isClosed) this.link.close()
  }

  private received(data: Buffer): void {
    const message = parseMessage(data)?.message
    if (message?.kind === 'request') this.requests.push(message)
    else if (message) this.responses.push(message)
  }
}

export function token(): string {
  return randomBytes(6).toString('hex')
}
