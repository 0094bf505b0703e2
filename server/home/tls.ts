import { X509Certificate } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { Config } from '../config.ts'
import { StartError } from '../start-error.ts'
import { type Issued, issueAuthority, issueServerCertificate } from './certificates.ts'
import { folderProblem, openHomeFolder } from './home-folder.ts'

/** What the HTTPS server and SIP over TLS present. */
export interface Certificate {
  /** The certificate, then what leads to its authority (PEM). */
  readonly cert: string
  readonly key: string
  /** Our own authority's certificate for people to install (PEM); null with a certificate of theirs. */
  readonly authority: string | null
}

const dayMs = 86_400_000
const renewBeforeMs = 30 * dayMs

/**
 * The certificate to serve with; null where we serve without TLS. Ask again once a day: ours is renewed a month before it
 * ends, and one from files is read anew.
 */
export async function loadCertificate(config: Config, now: Date = new Date()): Promise<Certificate | null> {
  const { tls } = config
  if (tls.from === 'none') return null
  return tls.from === 'files' ? fromFiles(tls.cert, tls.key) : ownCertificate(config, now)
}

async function fromFiles(certFile: string, keyFile: string): Promise<Certificate> {
  try {
    const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')])
    // Throws when either is malformed or they do not belong together.
    createSecureContext({ cert, key })
    return { cert, key, authority: null }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError('keyUnusable', `TLS_CERT and TLS_KEY cannot be used: ${reason}.`, { cause })
  }
}

async function ownCertificate(config: Config, now: Date): Promise<Certificate> {
  const folder = await openHomeFolder(config.home, 'tls')
  const names = ownNames(config)
  const authority = await keptOrMade(
    join(folder, 'authority'),
    now,
    () => true,
    () => issueAuthority(now),
  )
  const server = await keptOrMade(
    join(folder, 'server'),
    now,
    (cert) => names.every((name) => covers(cert, name)) && cert.verify(new X509Certificate(authority.cert).publicKey),
    () => issueServerCertificate(authority, names, now),
  )
  return { cert: server.cert + authority.cert, key: server.key, authority: authority.cert }
}

async function keptOrMade(
  path: string,
  now: Date,
  isGood: (cert: X509Certificate) => boolean,
  make: () => Promise<Issued>,
): Promise<Issued> {
  const kept = await readIssued(path)
  if (kept && isCurrent(kept, now) && isGood(new X509Certificate(kept.cert))) return kept
  const made = await make()
  try {
    await replaceFile(`${path}.key`, made.key)
    await replaceFile(`${path}.pem`, made.cert)
  } catch (error) {
    throw folderProblem(error, path)
  }
  return made
}

async function readIssued(path: string): Promise<Issued | undefined> {
  try {
    const [cert, key] = await Promise.all([readFile(`${path}.pem`, 'utf8'), readFile(`${path}.key`, 'utf8')])
    createSecureContext({ cert, key })
    return { cert, key }
  } catch (error) {
    // Missing, or a pair of which a crash has left one half: we make a new one. What we may not read is an error.
    const problem = folderProblem(error, path)
    if (problem instanceof StartError) throw problem
    return undefined
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

function isCurrent({ cert }: Issued, now: Date): boolean {
  const { validFromDate, validToDate } = new X509Certificate(cert)
  return validFromDate <= now && validToDate.getTime() - now.getTime() > renewBeforeMs
}

function covers(cert: X509Certificate, name: string): boolean {
  return (isIP(name) ? cert.checkIP(name) : cert.checkHost(name)) !== undefined
}

/** Every name and address that this machine may be reached by. */
function ownNames({ host, publicUrl, publicAddress }: Config): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  // An address with a zone (fe80::1%eth0) means something on this machine only.
  const reachable = addresses.map(({ address }) => address).filter((address) => !address.startsWith('fe80:'))
  const publicHost = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')
  const names = [publicHost, host, publicAddress, hostname(), 'localhost', ...reachable]
  const isWildcard = (name: string) => name === '0.0.0.0' || name === '::'
  return [...new Set(names.filter((name) => name !== null && name !== '' && !isWildcard(name)))].map(String)
}
