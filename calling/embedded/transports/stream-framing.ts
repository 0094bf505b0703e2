import { headerKey } from '../sip/header-names.ts'
import { messageLimits } from '../sip/parse-message.ts'

export type Frame =
  | { readonly kind: 'message'; readonly data: Buffer }
  /** A double CRLF that wants one CRLF back (RFC 5626 §4.4.1). */
  | { readonly kind: 'ping' }
  /** The stream cannot be read on: where the next message starts is unknown. */
  | { readonly kind: 'broken'; readonly data: Buffer }

/** Cuts a TCP stream into SIP messages by Content-Length (RFC 3261 §18.3). */
export class StreamFraming {
  private waiting: Buffer = Buffer.alloc(0)
  /** Where to go on looking for the end of the headers, so that a slow sender does not cost quadratic time. */
  private searchedTo = 0
  /** Where the message ends whose headers are complete: they are read once, however slowly the body comes. */
  private end = 0

  /** Adds what arrived and returns the frames that are complete now. */
  push(data: Buffer): Frame[] {
    this.waiting = this.waiting.length === 0 ? data : Buffer.concat([this.waiting, data])
    const frames: Frame[] = []
    for (let frame = this.next(); frame; frame = this.next()) {
      frames.push(frame)
      if (frame.kind === 'broken') break
    }
    return frames
  }

  private next(): Frame | null {
    if (this.end > 0) return this.whole()
    const lineBreaks = this.skipLineBreaks()
    if (lineBreaks >= 4) return { kind: 'ping' }
    const headerEnd = this.waiting.indexOf('\r\n\r\n', Math.max(0, this.searchedTo - 3))
    if (headerEnd < 0) {
      this.searchedTo = this.waiting.length
      return this.waiting.length > messageLimits.headerBytes ? this.broken() : null
    }
    const bodyLength = contentLength(this.waiting.toString('latin1', 0, headerEnd))
    if (headerEnd > messageLimits.headerBytes || bodyLength === null || bodyLength > messageLimits.bodyBytes) {
      return this.broken()
    }
    this.end = headerEnd + 4 + bodyLength
    return this.whole()
  }

  private whole(): Frame | null {
    return this.waiting.length < this.end ? null : { kind: 'message', data: this.take(this.end) }
  }

  /** RFC 3261 §7.5: line breaks before a start line are ignored; returns how many bytes of them there were. */
  private skipLineBreaks(): number {
    let count = 0
    while (count < this.waiting.length && (this.waiting[count] === 13 || this.waiting[count] === 10)) count++
    // Half a ping: wait for the rest.
    if (count > 0 && count < 4 && count === this.waiting.length) return 0
    if (count > 0) this.take(count)
    return count
  }

  private take(length: number): Buffer {
    const data = this.waiting.subarray(0, length)
    this.waiting = this.waiting.subarray(length)
    this.searchedTo = 0
    this.end = 0
    return data
  }

  private broken(): Frame {
    return { kind: 'broken', data: this.take(this.waiting.length) }
  }
}

/** The one Content-Length of a header section; null when it is missing, unreadable or there are several. */
function contentLength(headers: string): number | null {
  let found: number | null = null
  for (const line of headers.split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    if (colon < 1 || headerKey(line.slice(0, colon).trimEnd()) !== 'content-length') continue
    const text = line.slice(colon + 1).trim()
    if (found !== null || !/^\d{1,9}$/.test(text)) return null
    found = Number(text)
  }
  return found
}
