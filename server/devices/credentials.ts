import { createHash, randomInt } from 'node:crypto'
import type { DeviceCredential } from '../../contract/api/users.ts'
import { type Id, newId } from '../../contract/ids.ts'
import type { House } from '../house.ts'
import type { NewAccount } from './device-store.ts'

// Without letters that are mistaken for one another: people type this on a desk phone.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

export interface MadeAccount {
  readonly account: NewAccount
  /** Shown once; kept nowhere. */
  readonly password: string
}

/** Makes a SIP account with a random username (10 characters) and password (24 characters, 120 bits). Only sealed digests are for storing (RFC 8760). */
export function makeAccount(
  house: House,
  userId: Id,
  kind: 'web' | 'sip',
  label: string,
  sessionId: Id | null = null,
): MadeAccount {
  const id = newId()
  const username = randomText(10)
  const password = randomText(24)
  const digest = (algorithm: string) =>
    createHash(algorithm).update(`${username}:${house.realm}:${password}`).digest('hex')
  const seal = (text: string) => house.secrets.seal(text, sealContext(id))
  return {
    account: {
      id,
      userId,
      kind,
      label,
      username,
      ha1Md5: seal(digest('md5')),
      ha1Sha256: seal(digest('sha256')),
      sessionId,
    },
    password,
  }
}

/** What a sealed digest is bound to: it opens for this account only. */
export function sealContext(accountId: Id): string {
  return `sip-account:${accountId}`
}

/** What the person enters in their phone, and the same as a QR code where that is safe. */
export function credentialOf(house: House, made: MadeAccount): DeviceCredential {
  const { username } = made.account
  const { host, port } = sipServer(house)
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const isSafe = house.config.publicUrl.startsWith('https://') || house.config.isLoopback
  return {
    deviceId: made.account.id,
    username,
    password: made.password,
    domain: host,
    server,
    qr: isSafe ? `sip:${username}:${made.password}@${server}` : null,
    qrHiddenReason: isSafe ? null : 'A QR code is shown once the installation has an https address (PUBLIC_URL).',
  }
}

/** Host and port that SIP phones use. Where we listen on every address, none of them is called that. */
export function sipServer({ config, calling }: Pick<House, 'config' | 'calling'>): { host: string; port: number } {
  const { host } = config.sip
  const isEvery = host === '0.0.0.0' || host === '::'
  const reachable = isEvery ? new URL(config.publicUrl).hostname.replace(/^\[|\]$/g, '') : host
  return { host: config.publicAddress ?? reachable, port: calling?.health().sipPort ?? config.sip.port }
}
