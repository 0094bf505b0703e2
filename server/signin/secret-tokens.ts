import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Id, newId } from '../../contract/ids.ts'

/** A secret as its holder has it: which tenant and row it belongs to, and the secret itself. */
export interface PresentedToken {
  readonly tenantId: Id
  readonly id: Id
  readonly secret: Buffer
}

/** A fresh secret: `text` goes to its holder and nowhere else, `hash` is what we keep. */
export interface IssuedToken {
  readonly id: Id
  readonly text: string
  readonly hash: Buffer
}

const secretBytes = 32
const tokenBytes = 16 + 16 + secretBytes

/** Issues 32 random bytes for a row of this tenant. The text names the tenant and the row, so that no look-up leaves the tenant. */
export function issueToken(tenantId: Id, prefix = ''): IssuedToken {
  const id = newId()
  const secret = randomBytes(secretBytes)
  const text = prefix + Buffer.concat([bytesOf(tenantId), bytesOf(id), secret]).toString('base64url')
  return { id, text, hash: hashOf(secret) }
}

/** Reads a token's text; null when it cannot be one of ours. */
export function readToken(text: string, prefix = ''): PresentedToken | null {
  if (!text.startsWith(prefix)) return null
  const encoded = text.slice(prefix.length)
  const bytes = Buffer.from(encoded, 'base64url')
  // Decoding is lenient; one token must have one spelling.
  if (bytes.length !== tokenBytes || bytes.toString('base64url') !== encoded) return null
  return { tenantId: idOf(bytes.subarray(0, 16)), id: idOf(bytes.subarray(16, 32)), secret: bytes.subarray(32) }
}

/** Whether this is the secret whose hash we kept; takes the same time for any wrong one. */
export function isSecretOf(token: PresentedToken, hash: Buffer): boolean {
  const presented = hashOf(token.secret)
  return presented.length === hash.length && timingSafeEqual(presented, hash)
}

// 256 random bits need no slow hash: there is nothing to guess.
function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest()
}

function bytesOf(id: Id): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function idOf(bytes: Buffer): Id {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
