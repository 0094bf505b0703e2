import { isIP } from 'node:net'
import type * as X509 from '@peculiar/x509'

/** A certificate with its private key, both PEM. */
export interface Issued {
  readonly cert: string
  readonly key: string
}

const dayMs = 86_400_000
const authorityDays = 3650
// Apple refuses server certificates that are valid for longer than 825 days, publicly trusted ones for longer than 398.
const serverDays = 397
const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A new certificate authority of our own, for ten years. */
export async function issueAuthority(now: Date): Promise<Issued> {
  const x509 = await library()
  const keys = await newKeys()
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(now, authorityDays),
    name: `CN=Offhook authority ${now.toISOString().slice(0, 10)}, O=Offhook`,
    keys,
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return issued(cert, keys)
}

/** A server's certificate for these host names and addresses, signed by the authority. */
export async function issueServerCertificate(authority: Issued, names: readonly string[], now: Date): Promise<Issued> {
  const x509 = await library()
  const keys = await newKeys()
  const issuer = new x509.X509Certificate(authority.cert)
  const cert = await x509.X509CertificateGenerator.create({
    ...validity(now, serverDays),
    subject: [{ CN: [names[0] ?? 'localhost'] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(subjectName)),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return issued(cert, keys)
}

/** Loaded only where we issue: it is 20 packages, and its decorators want `Reflect` extended first. */
async function library(): Promise<typeof X509> {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

function validity(now: Date, days: number) {
  // An hour back, for the phone whose clock is a little slow.
  return { notBefore: new Date(now.getTime() - 3_600_000), notAfter: new Date(now.getTime() + days * dayMs) }
}

function subjectName(value: string): X509.JsonGeneralName {
  return { type: isIP(value) ? 'ip' : 'dns', value }
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(signing, true, ['sign', 'verify'])
}

async function issued(cert: X509.X509Certificate, keys: CryptoKeyPair): Promise<Issued> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n')
  return { cert: `${cert.toString('pem')}\n`, key }
}

function importKey(pem: string): Promise<CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  return crypto.subtle.importKey('pkcs8', der, signing, false, ['sign'])
}
