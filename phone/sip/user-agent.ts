import { UA } from 'jssip'
import type { WebPhoneCredential } from '../../contract/api/phone.ts'
import type { SipSocket } from './sip-socket.ts'

/** A JsSIP user agent for this session's credential: it registers by itself and connects again with growing pauses. */
export function createUserAgent(credential: WebPhoneCredential, socket: SipSocket): UA {
  return new UA({
    sockets: socket,
    uri: `sip:${credential.username}@${credential.domain}`,
    authorization_user: credential.username,
    password: credential.password,
    register: true,
    register_expires: 300,
    session_timers: false,
    // How long to ring is for the phone system to decide.
    no_answer_timeout: 600,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 6,
    user_agent: 'Offhook web phone',
  })
}

/** Ends the pause before the next attempt to connect. JsSIP's types leave its transport out. */
export function reconnectNow(ua: UA): void {
  const transport = 'transport' in ua ? ua.transport : null
  if (typeof transport !== 'object' || transport === null || !('connect' in transport)) return
  if (typeof transport.connect === 'function') transport.connect()
}

/** The WebSocket of this origin, protected where the page is. */
export function sipAddress(path: string): URL {
  const url = new URL(path, location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}
