import { UA } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRTCSessionEvent, RTCSessionEvent, UnRegisteredEvent } from 'jssip/lib/UA'
import type { WebPhoneCredential } from '../../contract/api/phone.ts'
import { reasonOf } from './caller-identity.ts'
import { watchConnectivity } from './connectivity.ts'
import { createPhoneWindow } from './one-window.ts'
import type { LineState } from './phone-port.ts'
import { SipSocket } from './sip-socket.ts'
import { issueAccount } from './web-phone-account.ts'

/** Short interruptions stay "Connecting…" this long before they are called offline. */
const patienceMs = 4_000
const longestWaitMs = 30_000

/** The registration of this browser: what it tells, and what a phone needs of it. */
export interface SipLine {
  start(): void
  stop(): void
  takeOver(): void
  retry(): void
  confirm(): void
  /** Sends an INVITE; null while there is no connection. */
  invite(number: string, microphone: MediaStream): RTCSession | null
  isConnected(): boolean
}

export interface SipLineListener {
  line(line: LineState): void
  incoming(event: IncomingRTCSessionEvent): void
  /** Registered again after the connection was gone. */
  restored(): void
}

/** Gets a credential, registers with it and keeps doing so, whatever happens to credential, network and server. */
export function createSipLine(listener: SipLineListener): SipLine {
  let ua: UA | null = null
  let socket: SipSocket | null = null
  let domain = ''
  let line: LineState = { kind: 'connecting' }
  let excuse: LineState = line
  let refusals = 0
  let isRunning = false
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let patienceTimer: ReturnType<typeof setTimeout> | undefined

  function setLine(next: LineState): void {
    clearTimeout(patienceTimer)
    patienceTimer = undefined
    line = next
    listener.line(next)
  }

  /** Says why it is offline: at once where that is certain, else after some patience from the first sign. */
  function offline(reason: string, advice: string | null = null): void {
    excuse = { kind: 'offline', reason, advice }
    if (line.kind === 'offline' || !navigator.onLine) return void setLine(excuse)
    if (patienceTimer !== undefined) return
    setLine({ kind: 'connecting' })
    patienceTimer = setTimeout(() => setLine(excuse), patienceMs)
  }

  function waitAndConnect(): void {
    clearTimeout(retryTimer)
    retryTimer = setTimeout(() => void connect(), waitMs(refusals++))
  }

  async function connect(): Promise<void> {
    clearTimeout(retryTimer)
    drop()
    if (line.kind !== 'offline' && patienceTimer === undefined) setLine({ kind: 'connecting' })
    const answer = await issueAccount()
    if (!isRunning || ua) return
    switch (answer.kind) {
      case 'issued':
        return register(answer.credential)
      case 'signedOut':
        return setLine({ kind: 'signedOut' })
      case 'refused':
        setLine({ kind: 'offline', reason: answer.sentence, advice: null })
        return waitAndConnect()
      case 'unreachable':
        offline(...unreachable())
        return waitAndConnect()
    }
  }

  function register(credential: WebPhoneCredential): void {
    const mySocket = new SipSocket(sipAddress(credential.path))
    const mine = new UA({
      sockets: mySocket,
      uri: `sip:${credential.username}@${credential.domain}`,
      authorization_user: credential.username,
      password: credential.password,
      register: true,
      register_expires: 300,
      session_timers: false,
      no_answer_timeout: 600,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 6,
      user_agent: 'Offhook web phone',
    })
    const ifMine =
      <Event>(handle: (event: Event) => void) =>
      (event: Event) => {
        if (ua === mine) handle(event)
      }
    ua = mine
    socket = mySocket
    domain = credential.domain
    mine.on('registered', ifMine(registered))
    mine.on('registrationFailed', ifMine(refused))
    mine.on(
      'disconnected',
      ifMine(() => offline(...unreachable())),
    )
    mine.on(
      'newRTCSession',
      ifMine((event: RTCSessionEvent) => isIncoming(event) && listener.incoming(event)),
    )
    // The network was said to be gone, and yet the server answers, as one on this machine does.
    mySocket.onalive = () => {
      if (ua === mine && mine.isRegistered() && line.kind !== 'ready') setLine({ kind: 'ready' })
    }
    mine.start()
  }

  function registered(): void {
    refusals = 0
    clearTimeout(retryTimer)
    setLine({ kind: 'ready' })
    listener.restored()
  }

  function refused({ response, cause }: UnRegisteredEvent): void {
    if (cause === 'Connection Error') return
    const status = response?.status_code
    const isCredentialRefused = status === 401 || status === 403 || status === 407
    const text = response ? reasonOf(response).text : null
    if (isCredentialRefused && refusals === 0) {
      refusals++
      return void connect()
    }
    offline(text ?? 'The phone system refuses this phone for now.', 'If it stays so, reload this page.')
    clearTimeout(retryTimer)
    const again = isCredentialRefused ? () => void connect() : () => ua?.register()
    retryTimer = setTimeout(again, waitMs(refusals++))
  }

  function drop(): void {
    const old = ua
    ua = null
    socket = null
    old?.stop()
  }

  function retry(): void {
    if (!isRunning || line.kind === 'elsewhere' || line.kind === 'signedOut') return
    if (!ua) return void connect()
    if (socket?.isConnected()) {
      socket.check()
      if (!ua.isRegistered()) ua.register()
    } else reconnectNow(ua)
  }

  const phoneWindow = createPhoneWindow({
    granted: () => void connect(),
    waiting: () => setLine({ kind: 'elsewhere' }),
    lost: drop,
  })
  const connectivity = watchConnectivity(retry, () =>
    socket?.isConnected() ? socket.check() : offline(...unreachable()),
  )

  return {
    start() {
      isRunning = true
      connectivity.start()
      setLine({ kind: 'connecting' })
      phoneWindow.ask(false)
    },
    stop() {
      isRunning = false
      connectivity.stop()
      clearTimeout(retryTimer)
      clearTimeout(patienceTimer)
      drop()
      phoneWindow.release()
    },
    takeOver: () => phoneWindow.ask(true),
    retry,
    confirm() {
      if (ua?.isRegistered()) ua.register()
    },
    invite(number, microphone) {
      if (!ua?.isConnected()) return null
      return ua.call(`sip:${encodeURIComponent(number)}@${domain}`, {
        mediaStream: microphone,
        mediaConstraints: { audio: true, video: false },
        pcConfig: { iceServers: [] },
      })
    },
    isConnected: () => ua?.isConnected() ?? false,
  }
}

function waitMs(tries: number): number {
  return Math.min(longestWaitMs, 1_000 * 2 ** tries) * (0.75 + Math.random() / 2)
}

function unreachable(): [reason: string, advice: string | null] {
  return navigator.onLine
    ? ['The phone system does not answer.', 'It connects again by itself.']
    : ['This device has no network.', 'Check Wi-Fi or cable; it connects again by itself.']
}

function sipAddress(path: string): URL {
  const url = new URL(path, location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}

function isIncoming(event: RTCSessionEvent): event is IncomingRTCSessionEvent {
  return event.originator === 'remote'
}

/** JsSIP keeps trying with growing pauses; this ends the pause. Its types leave the transport out. */
function reconnectNow(ua: UA): void {
  const transport = 'transport' in ua ? ua.transport : null
  if (typeof transport !== 'object' || transport === null || !('connect' in transport)) return
  if (typeof transport.connect === 'function') transport.connect()
}
