import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type SecretKey, secretKeys } from '../setting-parsers.ts'
import { StartError } from '../start-error.ts'
import { folderProblem, syncFolder } from './home-folder.ts'

/** Seals what we must be able to read again (trunk passwords, SIP digests), and derives the keys of everything else. */
export interface Secrets {
  /** Encrypts. `context` says whose secret it is (`trunk:<id>`): sealed text moved to another place does not open there. */
  seal(plaintext: string, context: string): string
  /** Decrypts; throws when the text was altered, belongs to another context or was sealed with a key we do not have. */
  open(sealed: string, context: string): string
  /** Whether the active key sealed it; anything else is sealed anew in time, so that an older key can go. */
  isCurrent(sealed: string): boolean
  /** 32 bytes for one purpose, the same after every start. Nothing about another purpose's key follows from them. */
  deriveKey(purpose: string): Buffer
  /** For a thread of this process, which makes the same of them. */
  readonly keys: readonly [SecretKey, ...SecretKey[]]
}

const ivBytes = 12
const tagBytes = 16

/** The first key seals; all of them open, so that a key can be replaced. */
export function secretsFrom(keys: readonly [SecretKey, ...SecretKey[]]): Secrets {
  const [active] = keys
  return {
    seal(plaintext, context) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey(active), iv).setAAD(Buffer.from(context))
      const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
      return `${active.id}.${Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(sealed, context) {
      const [id, body = ''] = sealed.split('.')
      const key = keys.find((each) => each.id === id)
      if (!key) throw new Error(`A stored secret was sealed with the key "${id}", which is not among ours.`)
      const bytes = Buffer.from(body, 'base64url')
      const iv = bytes.subarray(0, ivBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), iv, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8')
    },
    isCurrent: (sealed) => sealed.startsWith(`${active.id}.`),
    deriveKey: (purpose) => derive(active, `key:${purpose}`),
    keys,
  }
}

/** The keys of OFFHOOK_SECRET_KEY, else of the data folder's key file, which is made on first use. */
export async function loadSecrets(home: string, given: readonly SecretKey[] | null): Promise<Secrets> {
  const file = join(home, 'secret.key')
  try {
    // A key given by setting replaces the file's, which still opens what it sealed.
    const fromFile = (await readKeyFile(file)) ?? (given ? [] : await createKeyFile(file))
    const [first, ...rest] = [...(given ?? []), ...fromFile]
    if (!first) throw new Error(`${file} is empty`)
    return secretsFrom([first, ...rest])
  } catch (error) {
    throw folderProblem(error, file)
  }
}

async function readKeyFile(file: string): Promise<readonly SecretKey[] | undefined> {
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (text === undefined) return undefined
  try {
    await chmod(file, 0o600)
    return secretKeys(text.trim().split(/\s+/).join(','))
  } catch (cause) {
    throw new StartError(
      'keyUnusable',
      `${file} holds no usable key. Restore it from your backup: without it, stored secrets cannot be read.`,
      {
        cause,
      },
    )
  }
}

async function createKeyFile(file: string): Promise<readonly SecretKey[]> {
  const text = `key-${randomBytes(3).toString('hex')}:${randomBytes(32).toString('base64')}`
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  // What is sealed reaches the disk later; the key that opens it must be there before.
  await writeFile(unfinished, `${text}\n`, { mode: 0o600, flush: true })
  try {
    // Unlike a rename, a link fails where another process was faster, and then theirs counts.
    await link(unfinished, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(unfinished)
  }
  await syncFolder(dirname(file))
  return (await readKeyFile(file)) ?? []
}

const sealingKeys = new WeakMap<SecretKey, KeyObject>()

// Every phone that signs in opens two digests: the key is derived once, and as a key object, which OpenSSL takes as it is.
function sealingKey(key: SecretKey): KeyObject {
  const known = sealingKeys.get(key) ?? createSecretKey(derive(key, 'seal'))
  sealingKeys.set(key, known)
  return known
}

/** RFC 5869. The purpose stands in `info`; the input is random already, so that no salt is needed (§3.1). */
function derive({ key }: SecretKey, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `offhook ${info}`, 32))
}
