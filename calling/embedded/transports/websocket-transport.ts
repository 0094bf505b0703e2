import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { messageLimits } from '../sip/parse-message.ts'
import { ConnectionFlow, maximumUnsentBytes, plainAddress } from './connection-flow.ts'
import type { FlowReceiver } from './flow.ts'

/** A tab that answers none of two pings has gone, though its connection was never closed. */
const pingEveryMs = 15_000

/** SIP over WebSocket (RFC 7118) on upgrades that the HTTP server hands over. */
export class WebSocketTransport {
  private readonly server: WebSocketServer
  private readonly receiver: FlowReceiver
  private readonly silent = new Set<WebSocket>()
  private readonly pinging: NodeJS.Timeout

  constructor(receiver: FlowReceiver) {
    this.receiver = receiver
    this.server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: messageLimits.headerBytes + messageLimits.bodyBytes,
      handleProtocols: () => 'sip',
    })
    this.pinging = setInterval(() => this.pingAll(), pingEveryMs)
    this.pinging.unref()
  }

  /** RFC 7118 §4.1: the client must offer the subprotocol `sip`. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const offered = (request.headers['sec-websocket-protocol'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
    if (!offered.includes('sip')) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    this.server.handleUpgrade(request, socket, head, (webSocket) => this.carry(webSocket, request))
  }

  private carry(webSocket: WebSocket, request: IncomingMessage): void {
    const { remoteAddress, remotePort } = request.socket
    const flow = new ConnectionFlow('ws', plainAddress(remoteAddress), remotePort ?? 0, (data) => {
      if (webSocket.bufferedAmount > maximumUnsentBytes) webSocket.terminate()
      // RFC 7118 §5: text frames must be UTF-8; some clients read nothing else, so binary is the exception.
      else webSocket.send(data, { binary: !isUtf8(data) }, ignoreError)
    })
    webSocket.on('message', (data) => this.read(toBuffer(data), flow, webSocket))
    webSocket.on('pong', () => this.silent.delete(webSocket))
    webSocket.on('error', () => webSocket.terminate())
    webSocket.on('close', () => {
      flow.isOpen = false
      this.silent.delete(webSocket)
      this.receiver.closed(flow)
    })
  }

  private read(data: Buffer, flow: ConnectionFlow, webSocket: WebSocket): void {
    this.silent.delete(webSocket)
    if (data.length >= 16) this.receiver.received(data, flow)
    else if (data.equals(doubleLineBreak)) flow.send(lineBreak)
  }

  private pingAll(): void {
    for (const webSocket of this.server.clients) {
      if (this.silent.has(webSocket)) webSocket.terminate()
      else {
        this.silent.add(webSocket)
        webSocket.ping()
      }
    }
  }

  close(): void {
    clearInterval(this.pinging)
    for (const webSocket of this.server.clients) webSocket.terminate()
    this.server.close()
  }
}

const doubleLineBreak = Buffer.from('\r\n\r\n')
const lineBreak = Buffer.from('\r\n')

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

function ignoreError(): void {}
