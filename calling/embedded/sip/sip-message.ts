import type { Headers } from './headers.ts'

export interface SipRequest {
  readonly kind: 'request'
  readonly method: string
  /** The Request-URI as it was written. */
  readonly uri: string
  readonly headers: Headers
  readonly body: Buffer
}

export interface SipResponse {
  readonly kind: 'response'
  readonly status: number
  readonly phrase: string
  readonly headers: Headers
  readonly body: Buffer
}

export type SipMessage = SipRequest | SipResponse

export const noBody = Buffer.alloc(0)

/** Text of ours (any script) as it stands in header values: UTF-8 bytes, one character each. */
export function toWire(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The reverse of `toWire`, for text that people or the directory read. */
export function fromWire(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
