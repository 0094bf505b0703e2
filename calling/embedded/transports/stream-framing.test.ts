import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageLimits } from '../sip/parse-message.ts'
import { type Frame, StreamFraming } from './stream-framing.ts'

const first = 'MESSAGE sip:a SIP/2.0\r\nContent-Length: 5\r\n\r\nhello'
const second = 'OPTIONS sip:b SIP/2.0\r\nl : 0\r\n\r\n'

function framesOf(...pieces: string[]): string[] {
  const framing = new StreamFraming()
  return pieces.flatMap((piece) => framing.push(Buffer.from(piece))).map(describeFrame)
}

function describeFrame(frame: Frame): string {
  return frame.kind === 'message' ? frame.data.toString() : frame.kind
}

describe('a stream', () => {
  it('is cut into the same messages however it arrives', () => {
    const text = `${first}\r\n\r\n${second}\r\n${first}`
    const whole = framesOf(text)
    expect(whole).toEqual([first, 'ping', second, first])
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
        expect(framesOf(...pieces).filter((frame) => frame !== 'ping')).toEqual([first, second, first])
      }),
    )
  })

  it('may carry a pong, which says nothing', () => {
    expect(framesOf('\r\n', second)).toEqual([second])
  })

  it.each<[what: string, text: string]>([
    ['has no Content-Length', 'OPTIONS sip:b SIP/2.0\r\n\r\n'],
    ['has two', 'OPTIONS sip:b SIP/2.0\r\nl: 0\r\nContent-Length: 5\r\n\r\n'],
    ['has an unreadable one', 'OPTIONS sip:b SIP/2.0\r\nl: -1\r\n\r\n'],
    ['announces too much', `OPTIONS sip:b SIP/2.0\r\nl: ${messageLimits.bodyBytes + 1}\r\n\r\n`],
    ['never ends its headers', 'x'.repeat(messageLimits.headerBytes + 1)],
  ])('is given up when a message %s', (_what, text) => {
    expect(framesOf(text)).toEqual(['broken'])
  })
})
