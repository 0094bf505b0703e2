import type { UA } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRTCSessionEvent, RTCSessionEvent, UnRegisteredEvent } from 'jssip/lib/UA'
import type { WebPhoneCredential } from '../../contract/api/phone.ts'
import { reasonOf } from './caller-identity.ts'
import { watchConnectivity } from './connectivity.ts'
import { createLineReport, type LineReport } from './line-report.ts'
import { createPhoneWindow } from './one-window.ts'
import type { LineState } from './phone-port.ts'
import { SipSocket } from './sip-socket.ts'
import { createUserAgent, reconnectNow, sipAddress } from './user-agent.ts'
import { issueAccount } from './web-phone-account.ts'

const longestWaitMs = 30_000

export interface SipLineListener {
  line(line: LineState): void
  incoming(event: IncomingRTCSessionEvent): void
  /** Registered again after the connection was gone. */
  restored(): void
}

/** One user agent and what it was made of; replaced as a whole when the credential stops working. */
interface Agent {
  readonly ua: UA
  readonly socket: SipSocket
  readonly domain: string
}

/** The registration of this browser: gets a credential, registers with it and keeps doing so, whatever happens to either. */
export class SipLine {
  private readonly listener: SipLineListener
  private readonly report: LineReport
  private readonly phoneWindow = createPhoneWindow({
    granted: () => this.begin(),
    waiting: () => this.report.set({ kind: 'elsewhere' }),
    lost: () => this.pause(),
  })
  private readonly connectivity = watchConnectivity(
    () => this.retry(),
    () => this.networkGone(),
  )
  private agent: Agent | null = null
  /** Whether this window is the browser's phone: started, and no other window has that right. */
  private isRunning = false
  private isAsking = false
  private refusals = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined

  constructor(listener: SipLineListener) {
    this.listener = listener
    this.report = createLineReport((line) => listener.line(line))
  }

  start(): void {
    this.connectivity.start()
    this.report.set({ kind: 'connecting' })
    this.phoneWindow.ask(false)
  }

  stop(): void {
    this.connectivity.stop()
    this.pause()
    this.phoneWindow.release()
  }

  takeOver(): void {
    this.phoneWindow.ask(true)
  }

  /** Looks at the connection now instead of at the next turn. */
  retry(): void {
    if (!this.isRunning || this.report.current() === 'signedOut') return
    const { agent } = this
    if (!agent) return void this.connect()
    if (!agent.socket.isConnected()) reconnectNow(agent.ua)
    else agent.socket.check()
    if (agent.socket.isConnected() && !agent.ua.isRegistered()) agent.ua.register()
  }

  /** Registers again, so that a phone that was cut off learns of it. */
  confirm(): void {
    if (this.agent?.ua.isRegistered()) this.agent.ua.register()
  }

  isConnected(): boolean {
    return this.agent?.ua.isConnected() ?? false
  }

  /** Sends an INVITE; null while there is no connection. */
  invite(number: string, microphone: MediaStream): RTCSession | null {
    if (!this.agent || !this.isConnected()) return null
    return this.agent.ua.call(`sip:${encodeURIComponent(number)}@${this.agent.domain}`, {
      mediaStream: microphone,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [] },
    })
  }

  private begin(): void {
    this.isRunning = true
    void this.connect()
  }

  private pause(): void {
    this.isRunning = false
    clearTimeout(this.retryTimer)
    this.report.hush()
    this.drop()
  }

  private drop(): void {
    const old = this.agent
    this.agent = null
    old?.ua.stop()
  }

  private async connect(): Promise<void> {
    clearTimeout(this.retryTimer)
    if (this.isAsking) return
    this.drop()
    this.report.connecting()
    this.isAsking = true
    const answer = await issueAccount()
    this.isAsking = false
    if (!this.isRunning) return
    if (answer.kind === 'issued') return this.register(answer.credential)
    if (answer.kind === 'signedOut') return this.report.set({ kind: 'signedOut' })
    if (answer.kind === 'refused') this.report.set({ kind: 'offline', reason: answer.sentence, advice: null })
    else this.unreachable()
    this.after(this.wait(), () => void this.connect())
  }

  private register(credential: WebPhoneCredential): void {
    const socket = new SipSocket(sipAddress(credential.path))
    const ua = createUserAgent(credential, socket)
    const agent: Agent = { ua, socket, domain: credential.domain }
    const ifMine =
      <Event>(handle: (event: Event) => void) =>
      (event: Event) => {
        if (this.agent === agent) handle(event)
      }
    this.agent = agent
    ua.on(
      'registered',
      ifMine(() => this.registered()),
    )
    ua.on(
      'registrationFailed',
      ifMine((event: UnRegisteredEvent) => this.refused(event)),
    )
    ua.on(
      'disconnected',
      ifMine(() => this.unreachable()),
    )
    ua.on(
      'newRTCSession',
      ifMine((event: RTCSessionEvent) => isIncoming(event) && this.listener.incoming(event)),
    )
    // The network was said to be gone, and yet the server answers, as one on this machine does.
    socket.onalive = () => {
      if (this.agent === agent && ua.isRegistered() && this.report.current() !== 'ready')
        this.report.set({ kind: 'ready' })
    }
    ua.start()
  }

  private registered(): void {
    this.refusals = 0
    clearTimeout(this.retryTimer)
    this.report.set({ kind: 'ready' })
    this.listener.restored()
  }

  private refused({ response, cause }: UnRegisteredEvent): void {
    // A lost connection tells of itself.
    if (cause === 'Connection Error') return
    const isCredentialRefused = [401, 403, 407].includes(response?.status_code ?? 0)
    if (isCredentialRefused && this.refusals === 0) {
      this.refusals++
      return void this.connect()
    }
    const text = response ? reasonOf(response).text : null
    const sentence = text ?? 'The phone system refuses this phone for now.'
    this.report.offline(sentence, 'If it stays so, reload this page.', false)
    this.after(this.wait(), () => (isCredentialRefused ? void this.connect() : this.agent?.ua.register()))
  }

  private networkGone(): void {
    if (!this.isRunning) return
    if (this.agent?.socket.isConnected()) this.agent.socket.check()
    else this.unreachable()
  }

  private unreachable(): void {
    if (navigator.onLine)
      this.report.offline('The phone system does not answer.', 'It connects again by itself.', false)
    else this.report.offline('This device has no network.', 'Check Wi-Fi or cable; it connects again by itself.', true)
  }

  private after(milliseconds: number, act: () => void): void {
    clearTimeout(this.retryTimer)
    this.retryTimer = setTimeout(act, milliseconds)
  }

  private wait(): number {
    return Math.min(longestWaitMs, 1_000 * 2 ** this.refusals++) * (0.75 + Math.random() / 2)
  }
}

function isIncoming(event: RTCSessionEvent): event is IncomingRTCSessionEvent {
  return event.originator === 'remote'
}
