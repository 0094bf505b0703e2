import { reasonPhrase } from './reason-phrases.ts'
import type { SipMessage } from './sip-message.ts'

/** The bytes of a message, with a Content-Length that counts bytes (RFC 3261 §20.14). */
export function writeMessage(message: SipMessage): Buffer {
  let text =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0\r\n`
      : `SIP/2.0 ${message.status} ${message.phrase || reasonPhrase(message.status)}\r\n`
  for (const field of message.headers) text += `${field.name}: ${field.value}\r\n`
  text += `Content-Length: ${message.body.length}\r\n\r\n`
  if (message.body.length === 0) return Buffer.from(text, 'latin1')
  const data = Buffer.allocUnsafe(text.length + message.body.length)
  data.write(text, 0, 'latin1')
  message.body.copy(data, text.length)
  return data
}
