import type { Socket } from 'jssip'

const pingEveryMs = 20_000
const pongWithinMs = 4_000

/**
 * The WebSocket to the phone system (RFC 7118) as JsSIP wants it. It notices a dead connection that still looks open, as after
 * sleep or a change of network: a ping (RFC 5626 §3.5.1: two line breaks, answered by one) without answer closes it.
 */
export class SipSocket implements Socket {
  readonly url: string
  readonly sip_uri: string
  via_transport: string
  onconnect: () => void = () => {}
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => {}
  ondata: (data: unknown) => void = () => {}
  /** The connection was asked about and is there. */
  onalive: () => void = () => {}
  private socket: WebSocket | null = null
  private pingTimer: ReturnType<typeof setInterval> | undefined
  private pongTimer: ReturnType<typeof setTimeout> | undefined

  constructor(url: URL) {
    this.url = url.href
    this.sip_uri = `sip:${url.host};transport=ws`
    this.via_transport = url.protocol === 'wss:' ? 'WSS' : 'WS'
  }

  connect(): void {
    if (this.isConnected() || this.isConnecting()) return
    const socket = new WebSocket(this.url, 'sip')
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => this.opened()
    socket.onclose = ({ wasClean, code, reason }) => this.lost(!wasClean, code, reason)
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.heard(data)
    this.socket = socket
  }

  disconnect(): void {
    this.forget()?.close()
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (!this.isConnected()) return false
    this.socket?.send(typeof message === 'string' || message instanceof Blob ? message : copyOf(message))
    return true
  }

  isConnected(): boolean {
    return this.socket?.readyState === WebSocket.OPEN
  }

  isConnecting(): boolean {
    return this.socket?.readyState === WebSocket.CONNECTING
  }

  /** Asks the server whether it is still there; without an answer the connection counts as lost. */
  check(): void {
    if (!this.isConnected() || this.pongTimer !== undefined) return
    this.socket?.send('\r\n\r\n')
    this.pongTimer = setTimeout(() => {
      this.forget()?.close()
      this.ondisconnect(true, 1006, 'No answer to a keep-alive')
    }, pongWithinMs)
  }

  private opened(): void {
    this.pingTimer = setInterval(() => this.check(), pingEveryMs)
    this.onconnect()
  }

  private heard(data: unknown): void {
    const wasAsked = this.pongTimer !== undefined
    clearTimeout(this.pongTimer)
    this.pongTimer = undefined
    this.ondata(data)
    if (wasAsked) this.onalive()
  }

  private lost(isError: boolean, code: number, reason: string): void {
    this.forget()
    this.ondisconnect(isError, code, reason)
  }

  private forget(): WebSocket | null {
    clearInterval(this.pingTimer)
    clearTimeout(this.pongTimer)
    this.pongTimer = undefined
    const { socket } = this
    this.socket = null
    if (socket) socket.onopen = socket.onclose = socket.onmessage = socket.onerror = null
    return socket
  }
}

function copyOf(bytes: ArrayBufferLike | ArrayBufferView): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    : new Uint8Array(new Uint8Array(bytes))
}
