import { hash, randomBytes } from 'node:crypto'
import type { SipResponse } from '../embedded/sip/sip-message.ts'

export type DigestAlgorithm = 'SHA-256' | 'MD5'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** Answers the challenge of that algorithm as a phone does (RFC 7616, RFC 8760). */
export class DigestClient {
  private readonly counts = new Map<string, number>()

  answer(
    challenge: SipResponse,
    credentials: Credentials,
    method: string,
    uri: string,
    algorithm: DigestAlgorithm,
  ): string {
    const values = [...challenge.headers.all('www-authenticate'), ...challenge.headers.all('proxy-authenticate')]
    const value = values.find((one) => one.includes(`algorithm=${algorithm}`)) ?? ''
    const realm = /realm="([^"]*)"/.exec(value)?.[1] ?? ''
    const nonce = /nonce="([^"]*)"/.exec(value)?.[1] ?? ''
    return this.answerNonce(realm, nonce, credentials, method, uri, algorithm)
  }

  answerNonce(
    realm: string,
    nonce: string,
    { username, password }: Credentials,
    method: string,
    uri: string,
    algorithm: DigestAlgorithm,
  ): string {
    const digest = (text: string) => hash(algorithm === 'MD5' ? 'md5' : 'sha256', text)
    const count = (this.counts.get(nonce) ?? 0) + 1
    this.counts.set(nonce, count)
    const nc = count.toString(16).padStart(8, '0')
    const cnonce = randomBytes(6).toString('hex')
    const secret = digest(`${username}:${realm}:${password}`)
    const response = digest(`${secret}:${nonce}:${nc}:${cnonce}:auth:${digest(`${method}:${uri}`)}`)
    return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}", response="${response}"`
  }
}
