import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Id, newId } from '../../contract/ids.ts'
import type { Context, Once } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError } from '../problem-error.ts'
import { Reply } from './reply.ts'

// How long a request that was never answered keeps its key to itself; longer than any request takes.
const claimS = 60

/**
 * Carries a creation out once per `Idempotency-Key` and caller: a repeat within 24 hours gets the first answer again, without the
 * secrets that are shown once. A refusal is not kept, so that a corrected request may use the same key. What changes something
 * marks the key in its own transaction, so a crash at any moment leaves either nothing done or the key marked.
 */
export async function replayOrRun<T>(
  ctx: Context,
  key: string,
  requestHash: Buffer,
  run: (ctx: Context) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  if (key.length > 255) throw new ProblemError('malformed_request', 'An Idempotency-Key has at most 255 characters.')
  const held: Held = {
    claim: newId(),
    keyHash: createHash('sha256')
      .update(`${ctx.actor.kind} ${ctx.actor.id ?? ''} ${key}`)
      .digest(),
  }
  const earlier = await claim(ctx, held, requestHash)
  if (earlier)
    return new Reply(earlier.answer as T, { status: earlier.status, headers: { 'idempotency-replayed': 'true' } })
  try {
    const outcome = await run({ ...ctx, once: onceOf(held) })
    await keep(ctx, held, outcome)
    return outcome
  } catch (error) {
    await forget(ctx, held)
    throw error
  }
}

interface Held {
  readonly keyHash: Buffer
  /** Which attempt holds the key: one that was overtaken must not write. */
  readonly claim: Id
}

interface Earlier {
  readonly status: number
  readonly answer: unknown
}

/** Takes the key, or answers what the first request with it was answered. */
async function claim(ctx: Context, held: Held, requestHash: Buffer): Promise<Earlier | null> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const inserted = await tx.db
      .insertInto('idempotency_key')
      .values({ tenant_id: tx.tenantId, key_hash: held.keyHash, request_hash: requestHash, claim: held.claim })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 1n) return null
    const row = await lockedKey(tx, held)
    if (!row) throw stillAtWork()
    if (!row.request_hash.equals(requestHash)) throw reused()
    if (row.status !== null) return { status: row.status, answer: row.answer }
    if (!row.is_abandoned) throw stillAtWork()
    if (row.change_set_id !== null) throw answerLost(row.change_set_id)
    await ofKey(tx, held).set({ claim: held.claim, created_at: sql`now()` }).execute()
    return null
  })
}

function lockedKey(tx: TenantTx, { keyHash }: Held) {
  return tx.db
    .selectFrom('idempotency_key')
    .select(['request_hash', 'status', 'answer', 'change_set_id'])
    .select(sql<boolean>`created_at < now() - make_interval(secs => ${claimS})`.as('is_abandoned'))
    .where('tenant_id', '=', tx.tenantId)
    .where('key_hash', '=', keyHash)
    .forUpdate()
    .executeTakeFirst()
}

function ofKey(tx: TenantTx, { keyHash }: Held) {
  return tx.db.updateTable('idempotency_key').where('tenant_id', '=', tx.tenantId).where('key_hash', '=', keyHash)
}

function onceOf(held: Held): Once {
  return {
    async tookEffect(tx, changeSetId) {
      const { numUpdatedRows } = await ofKey(tx, held)
        .set({ change_set_id: changeSetId })
        .where('claim', '=', held.claim)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw stillAtWork()
    },
  }
}

async function keep<T>(ctx: Context, held: Held, outcome: Reply<T>): Promise<void> {
  await ctx.house.db.inTenant(ctx.tenantId, (tx) =>
    ofKey(tx, held)
      .set({ status: outcome.status ?? 201, answer: sql`${JSON.stringify(withoutSecrets(outcome.body))}::jsonb` })
      .where('claim', '=', held.claim)
      .execute(),
  )
}

/** Gives the key free after a refusal; not after a change, which must not happen again. */
async function forget(ctx: Context, held: Held): Promise<void> {
  await ctx.house.db.inTenant(ctx.tenantId, ({ db }) =>
    db
      .deleteFrom('idempotency_key')
      .where('tenant_id', '=', ctx.tenantId)
      .where('key_hash', '=', held.keyHash)
      .where('claim', '=', held.claim)
      .where('change_set_id', 'is', null)
      .execute(),
  )
}

function reused(): ProblemError {
  return new ProblemError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request. Use a new key for each creation.',
  )
}

function stillAtWork(): ProblemError {
  return new ProblemError('conflict', 'The first request with this Idempotency-Key is still at work. Ask again.', [], {
    'retry-after': '5',
  })
}

function answerLost(changeSetId: Id): ProblemError {
  return new ProblemError(
    'conflict',
    `The first request with this Idempotency-Key took effect as change set ${changeSetId}, but its answer was lost. Look there; do not send it again.`,
  )
}

function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body
  const copy: Record<string, unknown> = { ...body }
  if ('credentials' in copy) copy.credentials = []
  for (const name of ['password', 'token']) if (name in copy) copy[name] = ''
  if ('qr' in copy) copy.qr = null
  return copy
}
