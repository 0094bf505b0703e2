import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The two ends of a call as its Record-Route carries them. */
export interface FlowPair {
  readonly callerFlow: string
  readonly calleeFlow: string
}

export interface OpenedToken extends FlowPair {
  /** Whether a From tag is the caller's. */
  isCallerTag(tag: string): boolean
  /** Connections of an earlier run of the server are gone; UDP addresses are not. */
  readonly isOfThisRun: boolean
}

const signatureLength = 16

/**
 * Flow tokens for Record-Route (RFC 5626 §5.2): signed, and bound to one Call-ID, so that nobody can make the proxy
 * send to a place of their choice.
 */
export class FlowTokens {
  private readonly key: Buffer
  private readonly run = randomBytes(4).toString('hex')

  constructor(key: Buffer) {
    this.key = key
  }

  make(callId: string, callerTag: string, flows: FlowPair): string {
    const text = [this.run, shortHash(callerTag), flows.callerFlow, flows.calleeFlow].join('|')
    const token = Buffer.from(text).toString('base64url')
    return token + this.sign(token, callId)
  }

  open(user: string, callId: string): OpenedToken | null {
    const token = user.slice(0, -signatureLength)
    const expected = Buffer.from(this.sign(token, callId))
    const actual = Buffer.from(user.slice(-signatureLength))
    if (token === '' || actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null
    const [run, callerHash, callerFlow = '', calleeFlow = ''] = Buffer.from(token, 'base64url').toString().split('|')
    return {
      callerFlow,
      calleeFlow,
      isOfThisRun: run === this.run,
      isCallerTag: (tag) => shortHash(tag) === callerHash,
    }
  }

  private sign(token: string, callId: string): string {
    return createHmac('sha256', this.key).update(`${token}|${callId}`).digest('base64url').slice(0, signatureLength)
  }
}

function shortHash(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 12)
}
