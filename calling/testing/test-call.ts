import { Headers } from '../embedded/sip/headers.ts'
import { makeResponse } from '../embedded/sip/make-response.ts'
import { parseNameAddress } from '../embedded/sip/name-address.ts'
import { fromWire, noBody, type SipRequest, type SipResponse } from '../embedded/sip/sip-message.ts'
import { type RequestParts, type TestPhone, token } from './test-phone.ts'

export const plainOffer =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n'

/** One side of a call: what both a caller and a callee can do once they are connected. */
export class TestDialog {
  readonly phone: TestPhone
  readonly callId: string
  protected localAddress: string
  protected remoteAddress: string
  protected remoteTarget = ''
  protected routes: string[] = []
  cseq: number

  constructor(phone: TestPhone, callId: string, localAddress: string, remoteAddress: string, cseq: number) {
    this.phone = phone
    this.callId = callId
    this.localAddress = localAddress
    this.remoteAddress = remoteAddress
    this.cseq = cseq
  }

  /** The From and To that this side would send now. */
  get addresses(): { local: string; remote: string } {
    return { local: this.localAddress, remote: this.remoteAddress }
  }

  parts(method: string, more: Partial<RequestParts> = {}): RequestParts {
    const headers = [
      ...this.routes.map((route) => ['route', route] as const),
      ['contact', `<${this.phone.contact}>`] as const,
    ]
    return {
      method,
      uri: this.remoteTarget,
      from: this.localAddress,
      to: this.remoteAddress,
      callId: this.callId,
      cseq: this.cseq,
      ...more,
      headers: [...headers, ...(more.headers ?? [])],
    }
  }

  /** Sends a request within the call and returns its final response. */
  request(method: string, more: Partial<RequestParts> = {}): Promise<SipResponse> {
    this.cseq++
    return this.phone.sendForFinal(this.parts(method, more))
  }

  /** A request of the other side. */
  next(method: string): Promise<SipRequest> {
    return this.phone.requestOf(this.callId, method)
  }

  answer(request: SipRequest, status = 200, body = '', phone = this.phone): void {
    const headers = [['contact', `<${this.phone.contact}>`] as const]
    const response = makeResponse(request, status, { headers })
    phone.respond({ ...response, body: body === '' ? noBody : Buffer.from(body) })
  }

  hangUp(): Promise<SipResponse> {
    return this.request('BYE')
  }

  /** Waits for the other side to hang up and agrees. */
  async hungUp(): Promise<SipRequest> {
    const bye = await this.next('BYE')
    this.answer(bye)
    return bye
  }
}

export class OutgoingTestCall extends TestDialog {
  readonly dialed: string
  private inviteCseq = 0
  private branch = ''
  private invite: RequestParts | null = null

  static async start(phone: TestPhone, dialed: string, headers?: RequestParts['headers']): Promise<OutgoingTestCall> {
    const from = `<${phone.addressOfRecord}>;tag=${token()}`
    const call = new OutgoingTestCall(phone, dialed, from)
    await call.signIn(headers)
    return call
  }

  private constructor(phone: TestPhone, dialed: string, from: string) {
    super(phone, token(), from, `<sip:${dialed}@${phone.engine.host}>`, 0)
    this.dialed = dialed
    this.remoteTarget = `sip:${dialed}@${phone.engine.host}`
  }

  private async signIn(headers: RequestParts['headers'] = []): Promise<void> {
    this.cseq++
    const first = this.parts('INVITE', { body: plainOffer, headers })
    this.branch = this.phone.send(first)
    const challenge = await this.phone.finalOf(this.callId, `${this.cseq} INVITE`)
    this.acknowledgeRefusal(challenge)
    this.cseq++
    this.inviteCseq = this.cseq
    const answer = this.phone.answerTo(challenge, first)
    this.invite = this.parts('INVITE', { body: plainOffer, headers: [...headers, answer] })
    this.branch = this.phone.send(this.invite)
  }

  private acknowledgeRefusal(response: SipResponse): void {
    const to = response.headers.get('to') ?? ''
    this.phone.send({ ...this.parts('ACK', { to }), headers: [] }, this.branch)
  }

  /** The same INVITE again, as after a lost packet. */
  repeatInvite(): void {
    if (this.invite) this.phone.send(this.invite, this.branch)
  }

  /** The next 18x of that status. */
  provisional(status: number): Promise<SipResponse> {
    return this.phone.responseOf(this.callId, `${this.inviteCseq} INVITE`, String(status), (seen) => seen === status)
  }

  /** The final response; a refusal is acknowledged. */
  async final(): Promise<SipResponse> {
    const response = await this.phone.finalOf(this.callId, `${this.inviteCseq} INVITE`)
    if (response.status >= 300) this.acknowledgeRefusal(response)
    return response
  }

  /** Waits for the answer and acknowledges it: both sides now talk. */
  async connected(): Promise<SipResponse> {
    const response = await this.final()
    if (response.status >= 300) throw new Error(`The call was refused: ${response.status} ${response.phrase}`)
    this.remoteAddress = response.headers.get('to') ?? ''
    this.remoteTarget = parseNameAddress(response.headers.get('contact') ?? '')?.uri ?? ''
    this.routes = response.headers.all('record-route').toReversed()
    this.phone.send({ ...this.parts('ACK'), cseq: this.inviteCseq })
    return response
  }

  /** Gives up before an answer; returns the answer to the CANCEL. */
  async cancel(): Promise<SipResponse> {
    const parts = { ...this.parts('CANCEL'), cseq: this.inviteCseq, headers: [] }
    this.phone.send(parts, this.branch)
    return this.phone.finalOf(this.callId, `${this.inviteCseq} CANCEL`)
  }
}

export class IncomingTestCall extends TestDialog {
  readonly invite: SipRequest

  constructor(phone: TestPhone, invite: SipRequest) {
    const { headers } = invite
    super(phone, headers.get('call-id') ?? '', `${headers.get('to')};tag=${token()}`, headers.get('from') ?? '', 0)
    this.invite = invite
    this.remoteTarget = parseNameAddress(headers.get('contact') ?? '')?.uri ?? ''
    this.routes = headers.all('record-route')
  }

  /** Who calls, as a phone would show it: `Alice <1001>`. */
  get shownCaller(): string {
    const address = parseNameAddress(this.remoteAddress)
    const user = /^sip:([^@]*)@/.exec(address?.uri ?? '')?.[1] ?? ''
    return `${fromWire(address?.display.replace(/^"|"$/g, '') ?? '')} <${user}>`
  }

  ring(): void {
    this.reply(180)
  }

  /** Picks up; resolves when the caller's ACK has come. */
  async pickUp(): Promise<SipRequest> {
    this.reply(200, plainOffer)
    return this.next('ACK')
  }

  /** Refuses; resolves when the proxy's ACK has come. */
  async refuse(status: number): Promise<SipRequest> {
    this.reply(status)
    return this.next('ACK')
  }

  /** The caller gave up or another phone was faster: agrees, and returns the CANCEL. */
  async cancelled(): Promise<SipRequest> {
    const cancel = await this.next('CANCEL')
    this.answer(cancel)
    this.reply(487)
    return cancel
  }

  reply(status: number, body = ''): void {
    const headers = new Headers()
    for (const key of ['via', 'record-route', 'call-id', 'cseq', 'from']) {
      for (const value of this.invite.headers.all(key)) headers.append(key, value)
    }
    headers.append('to', this.localAddress)
    headers.append('contact', `<${this.phone.contact}>`)
    if (body !== '') headers.append('content-type', 'application/sdp')
    this.phone.respond({ kind: 'response', status, phrase: '', headers, body: Buffer.from(body) })
  }
}
