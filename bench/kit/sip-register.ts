import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { parseMessage } from '../../calling/embedded/sip/parse-message.ts'
import type { SipResponse } from '../../calling/embedded/sip/sip-message.ts'
import { type Credentials, DigestClient } from '../../calling/testing/digest-client.ts'

/** One phone on a UDP socket that registers again and again. */
export interface RegisteringPhone {
  /** Registers, answering the challenge; rejects unless the answer is 200. */
  register(): Promise<void>
  close(): void
}

/** Opens the socket of a phone. */
export async function openPhone(port: number, credentials: Credentials): Promise<RegisteringPhone> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const digest = new DigestClient()
  const uri = `sip:127.0.0.1:${port}`
  const callId = randomBytes(8).toString('hex')
  let cseq = 0

  function requestWith(authorization: string | null): string {
    cseq += 1
    const { username } = credentials
    const here = `127.0.0.1:${socket.address().port}`
    return [
      `REGISTER ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${here};branch=z9hG4bK${callId}${cseq};rport`,
      'Max-Forwards: 70',
      `From: <sip:${username}@127.0.0.1>;tag=${callId}`,
      `To: <sip:${username}@127.0.0.1>`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} REGISTER`,
      `Contact: <sip:${username}@${here}>`,
      'Expires: 300',
      ...(authorization ? [`Authorization: ${authorization}`] : []),
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n')
  }

  return {
    async register() {
      const challenge = await exchange(socket, port, requestWith(null))
      if (challenge.status !== 401) throw new Error(`REGISTER was answered with ${challenge.status} instead of 401.`)
      const answer = digest.answer(challenge, credentials, 'REGISTER', uri, 'SHA-256')
      const { status } = await exchange(socket, port, requestWith(answer))
      if (status !== 200) throw new Error(`REGISTER was answered with ${status}.`)
    },
    close: () => socket.close(),
  }
}

const patienceMs = 4_000

async function exchange(socket: Socket, port: number, request: string): Promise<SipResponse> {
  const answered = once(socket, 'message', { signal: AbortSignal.timeout(patienceMs) })
  socket.send(request, port, '127.0.0.1')
  const [data] = await answered
  const parsed = parseMessage(data)
  if (parsed?.message.kind !== 'response') throw new Error('What came back is not a SIP response.')
  return parsed.message
}
