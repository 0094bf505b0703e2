import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { textKey } from '../../contract/text-keys.ts'
import type { PublicContext } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError } from '../problem-error.ts'

/** How many attempts are free; after them each waits twice as long as the one before. */
export interface Patience {
  readonly free: number
  readonly longestWaitS: number
}

// Many people share an office's address; one person needs few attempts. Waiting ends by itself: nobody is ever locked out for good.
export const patience = {
  account: { free: 5, longestWaitS: 300 },
  address: { free: 20, longestWaitS: 900 },
  recoveryAccount: { free: 3, longestWaitS: 900 },
  recoveryAddress: { free: 10, longestWaitS: 900 },
} as const satisfies Record<string, Patience>

/** A counter this long after its last wait starts anew; the clean-up drops such rows. */
export const forgetAfterMs = 3600_000

export type Throttled = keyof typeof patience

/** What is counted: a keyed hash, because people type passwords into the name field. Unknown names count like known ones. */
export function throttleKey(secret: Buffer, what: Throttled, text: string): Buffer {
  const counted = what.endsWith('ddress') ? network(text) : textKey(text)
  return createHmac('sha256', secret).update(`${what}\0${counted}`).digest()
}

/** The key of `throttleKey`, derived from the installation's secret. */
export function throttleSecret(ctx: PublicContext): Buffer {
  return ctx.house.secrets.deriveKey('sign-in throttle')
}

/**
 * Counts an attempt before it is made, so that a thousand at once are not a thousand guesses. Answers 0, or how many
 * seconds are still to wait; an attempt that must wait is not counted.
 */
export async function countAttempt(tx: TenantTx, what: Throttled, key: Buffer): Promise<number> {
  await tx.db
    .insertInto('sign_in_throttle')
    .values({ tenant_id: tx.tenantId, key, failures: 0, blocked_until: new Date() })
    .onConflict((row) => row.doNothing())
    .execute()
  const counter = await tx.db
    .selectFrom('sign_in_throttle')
    .select(['failures', 'blocked_until'])
    .where('tenant_id', '=', tx.tenantId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const next = afterAttempt(
    { failures: counter.failures, blockedUntil: counter.blocked_until },
    patience[what],
    new Date(),
  )
  if ('waitS' in next) return next.waitS
  await setCounter(tx, key, next.failures, next.blockedUntil)
  return 0
}

interface Counter {
  readonly failures: number
  readonly blockedUntil: Date
}

/** The counter after one more attempt now, or how long to wait before there may be one. */
export function afterAttempt(
  counter: Counter,
  { free, longestWaitS }: Patience,
  now: Date,
): Counter | { waitS: number } {
  const leftMs = counter.blockedUntil.getTime() - now.getTime()
  if (leftMs > 0) return { waitS: Math.ceil(leftMs / 1000) }
  const failures = leftMs < -forgetAfterMs ? 1 : counter.failures + 1
  const waitS = failures <= free ? 0 : Math.min(longestWaitS, 2 ** Math.min(failures - free, 20))
  return { failures, blockedUntil: new Date(now.getTime() + waitS * 1000) }
}

/** After a right password: the account's counter is gone. */
export async function forgetAttempts(tx: TenantTx, keys: readonly Buffer[]): Promise<void> {
  for (const key of keys) {
    await tx.db.deleteFrom('sign_in_throttle').where('tenant_id', '=', tx.tenantId).where('key', '=', key).execute()
  }
}

/** After a right password: this attempt was none, but earlier ones from the same address still count. */
export async function forgetOneAttempt(tx: TenantTx, key: Buffer): Promise<void> {
  const counter = await tx.db
    .selectFrom('sign_in_throttle')
    .select('failures')
    .where('tenant_id', '=', tx.tenantId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
  if (counter) await setCounter(tx, key, Math.max(0, counter.failures - 1), new Date())
}

async function setCounter(tx: TenantTx, key: Buffer, failures: number, blockedUntil: Date): Promise<void> {
  await tx.db
    .updateTable('sign_in_throttle')
    .set({ failures, blocked_until: blockedUntil })
    .where('tenant_id', '=', tx.tenantId)
    .where('key', '=', key)
    .execute()
}

/** Refuses an attempt that came too early, and says for how long. */
export function refuseTooMany(seconds: number): never {
  const minutes = Math.ceil(seconds / 60)
  const when = seconds < 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${minutes} minutes`
  throw new ProblemError('too_many_attempts', `Too many attempts. Try again in ${when}.`, [], {
    'Retry-After': String(seconds),
  })
}

/** One customer's part of the internet: an IPv4 address, or the 64 bits of an IPv6 address that a household is given. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const groups =
    tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
