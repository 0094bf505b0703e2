import { createHmac, createSecretKey, hash, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Id } from '../../../contract/ids.ts'

/** One end of a call: how it was reached, and whose phone it is, should it come back on another connection. */
export interface TokenEnd {
  readonly flow: string
  readonly accountId: Id
}

/** The two ends of a call as its Record-Route carries them. */
export interface TokenEnds {
  readonly caller: TokenEnd
  readonly callee: TokenEnd
}

export interface OpenedToken extends TokenEnds {
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
  // Five times as fast as signing with the bytes.
  private readonly key: KeyObject
  private readonly run = randomBytes(4).toString('hex')

  constructor(key: Buffer) {
    this.key = createSecretKey(key)
  }

  make(callId: string, callerTag: string, { caller, callee }: TokenEnds): string {
    const ends = [caller, callee].flatMap((end) => [end.flow, shortId(end.accountId)])
    const text = [this.run, shortHash(callerTag), ...ends].join('|')
    const token = Buffer.from(text).toString('base64url')
    return token + this.sign(token, callId)
  }

  open(user: string, callId: string): OpenedToken | null {
    const token = user.slice(0, -signatureLength)
    const expected = Buffer.from(this.sign(token, callId))
    const actual = Buffer.from(user.slice(-signatureLength))
    if (token === '' || actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null
    const [run, callerHash, callerFlow = '', callerId = '', calleeFlow = '', calleeId = ''] = Buffer.from(
      token,
      'base64url',
    )
      .toString()
      .split('|')
    return {
      caller: { flow: callerFlow, accountId: longId(callerId) },
      callee: { flow: calleeFlow, accountId: longId(calleeId) },
      isOfThisRun: run === this.run,
      isCallerTag: (tag) => shortHash(tag) === callerHash,
    }
  }

  private sign(token: string, callId: string): string {
    return createHmac('sha256', this.key).update(`${token}|${callId}`).digest('base64url').slice(0, signatureLength)
  }
}

// A UUID in 22 characters: every message of a call carries the token.
function shortId(id: Id): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

function longId(text: string): Id {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function shortHash(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 12)
}
