import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { ProblemError } from '../problem-error.ts'
import { Reply } from './reply.ts'

/**
 * Carries a creation out once per `Idempotency-Key` and caller: a repeat within 24 hours gets the first answer again, without the
 * secrets that are shown once. A refusal is not kept, so that a corrected request may use the same key.
 */
export async function replayOrRun<T>(
  ctx: Context,
  key: string,
  requestHash: Buffer,
  run: () => Promise<Reply<T>>,
): Promise<Reply<T>> {
  if (key.length > 255) throw new ProblemError('malformed_request', 'An Idempotency-Key has at most 255 characters.')
  const keyHash = createHash('sha256')
    .update(`${ctx.actor.kind} ${ctx.actor.id ?? ''} ${key}`)
    .digest()
  const earlier = await claim(ctx, keyHash, requestHash)
  if (earlier) return replay(earlier, requestHash)
  try {
    const outcome = await run()
    await keep(ctx, keyHash, outcome)
    return outcome
  } catch (error) {
    await forget(ctx, keyHash)
    throw error
  }
}

interface Earlier {
  readonly request_hash: Buffer
  readonly status: number | null
  readonly answer: object | null
}

async function claim(ctx: Context, keyHash: Buffer, requestHash: Buffer): Promise<Earlier | null> {
  return ctx.house.db.inTenant(ctx.tenantId, async ({ db }) => {
    const inserted = await db
      .insertInto('idempotency_key')
      .values({ tenant_id: ctx.tenantId, key_hash: keyHash, request_hash: requestHash })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 1n) return null
    return db
      .selectFrom('idempotency_key')
      .select(['request_hash', 'status', 'answer'])
      .where('tenant_id', '=', ctx.tenantId)
      .where('key_hash', '=', keyHash)
      .executeTakeFirstOrThrow()
  })
}

function replay<T>(earlier: Earlier, requestHash: Buffer): Reply<T> {
  if (!earlier.request_hash.equals(requestHash)) {
    throw new ProblemError(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request. Use a new key for each creation.',
    )
  }
  if (earlier.status === null) {
    throw new ProblemError(
      'conflict',
      'The first request with this Idempotency-Key is still at work, or was interrupted. Look whether it took effect before using a new key.',
    )
  }
  // Only what `keep` stored comes back: the answer of this very endpoint.
  return new Reply(earlier.answer as T, { status: earlier.status, headers: { 'idempotency-replayed': 'true' } })
}

async function keep<T>(ctx: Context, keyHash: Buffer, outcome: Reply<T>): Promise<void> {
  await ctx.house.db.inTenant(ctx.tenantId, ({ db }) =>
    db
      .updateTable('idempotency_key')
      .set({ status: outcome.status ?? 201, answer: sql`${JSON.stringify(withoutSecrets(outcome.body))}::jsonb` })
      .where('tenant_id', '=', ctx.tenantId)
      .where('key_hash', '=', keyHash)
      .execute(),
  )
}

async function forget(ctx: Context, keyHash: Buffer): Promise<void> {
  await ctx.house.db.inTenant(ctx.tenantId, ({ db }) =>
    db.deleteFrom('idempotency_key').where('tenant_id', '=', ctx.tenantId).where('key_hash', '=', keyHash).execute(),
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
